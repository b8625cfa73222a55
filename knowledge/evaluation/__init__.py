"""Measuring: retrieval against its peers, when to answer, what is in scope, what is intended, how the index grows."""
