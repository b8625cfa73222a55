"""Questions offered while a citizen types: published ones only, in memory, as new as the index."""
