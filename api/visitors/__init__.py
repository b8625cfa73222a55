"""Visitors of the website: a signed token says who continues a conversation, and nothing about the person."""
