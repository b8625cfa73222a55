"""What has to be done before the first question: schema, sample knowledge, dialogue model, first account."""
