"""Cutting a revision into passages."""
