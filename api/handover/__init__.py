"""A conversation in the hands of a person: questions left for staff, and the bot silent while they talk."""
