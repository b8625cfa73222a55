"""Imports: files in, read row by row, compared with what is stored, and stored as drafts."""
