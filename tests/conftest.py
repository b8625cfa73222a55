"""Fixtures that every tier uses."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real texts and questions; they are not ours to publish, so a checkout may lack them."""
    folder = Path(os.environ.get("YIHAODA_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: set YIHAODA_TEST_DATA")
    return folder
