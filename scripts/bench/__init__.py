"""Measuring: quality on the development sets, speed and memory beside the peers."""
