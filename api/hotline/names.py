"""Names of calls, pieces and questions, fitted into what the records have room for."""

from hashlib import sha256

from api.hotline.port import CHANNEL, CallName

_EXTERNAL, _PIECE, _TURN_KEY = 128, 64, 160


def external_id(name: CallName) -> str:
    """Return a call's name at who reports it; one that is too long is kept as its digest."""
    return _fitted(name.external_id, _EXTERNAL)


def piece_key(key: str) -> str:
    """Return a piece's own name within its call, in the same way."""
    return _fitted(key, _PIECE)


def turn_key(name: CallName, turn: str) -> str:
    """Return the key of a question over all channels. ``turn`` has no colon, so no two questions share one.

    It is the same for the name that is reported and for the one that is kept.
    """
    source = CHANNEL if name.source == CHANNEL else f"{CHANNEL}:{name.source}"
    kept = external_id(name)
    key = f"{source}:{kept}:{turn}"
    return key if len(key) <= _TURN_KEY else f"{source}:{_digest(kept)}:{turn}"


def turn_of(key: str) -> str:
    """Return what the question of a key is called within its call."""
    return key.rpartition(":")[2]


def _fitted(name: str, room: int) -> str:
    return name if len(name) <= room else _digest(name)


def _digest(name: str) -> str:
    return sha256(name.encode("utf-8", "replace")).hexdigest()
