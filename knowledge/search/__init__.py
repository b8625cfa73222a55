"""Search: candidates from every field of the index, transparent features, weighted fusion."""
