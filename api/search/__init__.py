"""Search for operators."""
