"""Operators and citizens of the load test of the desk."""
