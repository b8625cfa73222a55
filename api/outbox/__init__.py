"""Messages to citizens on their way: written with what they tell of, sent at least once, never out of order."""
