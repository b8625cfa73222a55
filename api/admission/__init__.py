"""How many questions are worked on at once, and the line of those that wait for it."""
