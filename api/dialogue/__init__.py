"""The way to Rasa and back: REST channel out, action webhook in."""
