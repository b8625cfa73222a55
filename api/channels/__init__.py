"""The port that every channel implements, and what the channels share."""
