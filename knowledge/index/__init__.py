"""The index in memory: immutable segments, applied from the change log, kept on disk as snapshots."""
