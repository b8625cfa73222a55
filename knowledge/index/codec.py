"""A passage as one canonical JSON document, the form it is kept, snapshotted and compared in."""

import hashlib
import json

from pydantic import TypeAdapter

from knowledge.model.passage import Passage

_PASSAGE = TypeAdapter(Passage)


def encode(passage: Passage) -> bytes:
    """Return the document: equal passages give equal bytes in every process."""
    plain = _PASSAGE.dump_python(passage, mode="json", exclude_defaults=True)
    if "audience" in plain:
        plain["audience"].sort()
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(document: bytes) -> Passage:
    """Rebuild the passage."""
    return _PASSAGE.validate_python(json.loads(document.decode("utf-8", "surrogatepass")))


def content_hash(passage: Passage) -> str:
    """Return a digest that changes when anything of the passage does."""
    return digest(encode(passage))


def digest(document: bytes) -> str:
    """Return the content hash of an encoded passage."""
    return hashlib.sha256(document).hexdigest()
