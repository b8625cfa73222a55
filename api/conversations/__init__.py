"""Conversations with citizens: turns, their immutable answers, feedback."""
