"""What is wrong with a sample file, and where: told with the names of the entries, not only their numbers."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from knowledge.errors import InvalidInput

_NAMING_KEYS = ("id", "question", "title")


class InvalidSamples(InvalidInput):
    """The sample knowledge breaks its own rules."""


def described(error: ValidationError, content: object) -> str:
    """Return every fault of ``content``, the parsed file, with the path to it."""
    return "; ".join(f"{_path(row['loc'], content)}: {row['msg']}" for row in error.errors())


def _path(location: tuple[int | str, ...], content: object) -> str:
    steps: list[str] = []
    for step in location:
        content = _child(content, step)
        name = _name(content)
        steps.append(f"{step}({name})" if name else str(step))
    return ".".join(steps)


def _child(content: object, step: int | str) -> object:
    if isinstance(content, Mapping):
        return content.get(step)
    if isinstance(content, Sequence) and isinstance(step, int):
        return content[step]
    return None


def _name(content: object) -> str:
    if not isinstance(content, Mapping):
        return ""
    return next((str(content[key]) for key in _NAMING_KEYS if key in content), "")
