"""This process's own copy of the index, kept true by the change log."""
