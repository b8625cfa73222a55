"""One file a step, one public callable a file."""
