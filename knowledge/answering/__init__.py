"""From a question to a checked answer, as a list of named steps."""
