"""Texts to vectors: the encoder port and its adapters, the store of known vectors, the offline model."""
