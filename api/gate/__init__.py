"""The gate where the records, the model and the dialogue are: before a change, and before a bulk publish."""
