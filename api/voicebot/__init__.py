"""A telephone bot behind a switchboard: the text of a caller in, what is said next out."""
