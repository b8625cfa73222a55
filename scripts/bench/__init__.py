"""Measuring: quality on the development sets, speed and memory beside the peers."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # as the api process has it; read once, when torch is loaded
