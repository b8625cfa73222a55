"""OFD, the format of Chinese official documents (GB/T 33190-2016)."""
