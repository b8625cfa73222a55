"""Comparing and merging revisions, field by field."""
