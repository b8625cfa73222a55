"""Who changed what, when: a log whose every line seals the one before it."""
