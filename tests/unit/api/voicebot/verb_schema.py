"""jambonz's published schema of verbs (``@jambonz/verb-specifications``), read from the package, and a validator of its format.

A type is ``string``, ``number``, ``boolean``, ``object``, ``array``, several of them with ``|``, ``#name`` for another entry,
``["#name"]`` for a list of such, or ``{"type", "enum"}``.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[4] / "api/web/node_modules/@jambonz/verb-specifications/specs.json"
_PLAIN = {"string": str, "boolean": bool, "object": dict, "array": list}


@cache
def verb_specifications() -> Mapping[str, Any]:
    specifications: Mapping[str, Any] = json.loads(FILE.read_text("utf-8"))
    return specifications


def complaints(verbs: object) -> list[str]:
    """What is wrong with a reply; nothing where jambonz takes it."""
    if not isinstance(verbs, list):
        return ["a reply is a list"]
    return [complaint for verb in verbs for complaint in _of_verb(verb)]


def _of_verb(verb: object) -> Iterator[str]:
    if not isinstance(verb, dict) or not isinstance(verb.get("verb"), str):
        yield "a verb is an object with its name"
        return
    yield from _of_entry(verb["verb"], {name: value for name, value in verb.items() if name != "verb"})


def _of_entry(name: str, values: object) -> Iterator[str]:
    entry = verb_specifications().get(name)
    if entry is None:
        yield f"there is no {name}"
        return
    if not isinstance(values, dict):
        yield f"{name}: not an object"
        return
    for field in entry.get("required", ()):
        if field not in values:
            yield f"{name}: {field} is missing"
    for field, value in values.items():
        if field not in entry["properties"]:
            yield f"{name}: {field} is unknown"
        elif not _fits(entry["properties"][field], value):
            yield f"{name}: {field} is of the wrong type"
        else:
            yield from _inside(entry["properties"][field], value)


def _fits(kind: object, value: object) -> bool:
    if isinstance(kind, list):
        return isinstance(value, list)
    if isinstance(kind, dict):
        of_type, enum = _fits(kind.get("type", "string"), value), kind.get("enum")
        return of_type and (enum is None or set(value if isinstance(value, list) else [value]) <= set(enum))
    kinds = [one.strip() for one in str(kind).split("|")]
    return any(_is(one, value) for one in kinds)


def _is(kind: str, value: object) -> bool:
    if kind.startswith("#"):
        return isinstance(value, dict)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, _PLAIN[kind])


def _inside(kind: object, value: object) -> Iterator[str]:
    if isinstance(kind, list) and isinstance(value, list):
        for one in value:
            yield from _of_entry(kind[0].removeprefix("#"), one)
    elif isinstance(kind, str) and kind.startswith("#"):
        yield from _of_entry(kind.removeprefix("#"), value)
