"""Questions in another language, read into the words that the index holds."""
