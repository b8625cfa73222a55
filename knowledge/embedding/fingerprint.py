"""Names for models, so that vectors of different weights never meet in one index."""

import hashlib
from pathlib import Path

from sentence_transformers import SentenceTransformer

from knowledge.embedding.offline.manifest import Manifest

SAMPLED_VALUES = 64


def family(name: str, model: SentenceTransformer) -> str:
    """Return the family that the folder's manifest states, otherwise the model's name with a digest of its content."""
    manifest = Manifest.read(Path(name))
    return manifest.family if manifest else f"{Path(name).name}@{_digest(model)}"


def _digest(model: SentenceTransformer) -> str:
    """Hash the prompts and the first values of every tensor; fine-tuning touches all of them."""
    content = hashlib.sha256(repr(sorted(model.prompts.items())).encode())
    for key, tensor in model.state_dict().items():
        sample = tensor.flatten()[:SAMPLED_VALUES].float()
        content.update(key.encode() + sample.numpy().tobytes())
    return content.hexdigest()[:12]
