"""Words that a machine heard: what it took for other words of the same sound is put right, as far as that is sure."""
