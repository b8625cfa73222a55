"""Two published answers to one question that say different things."""
