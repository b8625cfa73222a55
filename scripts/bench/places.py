"""Where things are."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def test_data() -> Path:
    """Return the folder of development sets; it need not exist."""
    return Path(os.environ.get("YIHAODA_TEST_DATA", ROOT.parent / "shared" / "data"))
