"""Who writes on a channel: the channel's own name of a person, the visitor behind it, the conversation under way."""
