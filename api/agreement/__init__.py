"""The ways a question can come in, and whether they all say the same."""
