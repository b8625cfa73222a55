"""Published samples of the platform, and some of our own, recomputed with another implementation."""

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "data" / "wechat" / "vectors.json").read_text("utf-8")
)
SAFE = VECTORS["safe_message"]
