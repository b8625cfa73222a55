"""What a materialised model was made from; it lies beside the weights and is written last."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Provenance of a model folder. Hashes are SHA-256 in hex; ``format`` counts changes of the folder's own layout."""

    format: int
    family: str
    precision: str
    weights_package: str
    weights_sha256: str
    tokenizer_package: str
    tokenizer_sha256: str

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the manifest in ``folder``, or ``None`` where there is none that this version can read."""
        try:
            return cls(**json.loads((folder / FILE_NAME).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, folder: Path) -> None:
        """Write the manifest into ``folder``."""
        (folder / FILE_NAME).write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")
