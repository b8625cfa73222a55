"""A clause among its neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model.document import Clause

NEIGHBOURS = 3  # clauses shown on either side
_PLACES = 3  # a label such as （一） may stand under many headings
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?")


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause as it is shown; ``path`` holds the headings above it."""

    clause: str
    path: str
    text: str
    cited: bool


def excerpt(clauses: Sequence[Clause], label: str) -> list[ShownClause]:
    """Return the clauses with this label, each among its neighbours; the beginning where none has it.

    A label that names a paragraph (``第四条第二款``) means its article.
    """
    cited = _with_label(clauses, label) or _with_label(clauses, _article(label))
    shown = sorted({near for at in cited[:_PLACES] or [0] for near in range(at - NEIGHBOURS, at + NEIGHBOURS + 1)})
    return [
        ShownClause(clauses[at].label, " › ".join(clauses[at].heading), clauses[at].text, at in cited)
        for at in shown
        if 0 <= at < len(clauses)
    ]


def _with_label(clauses: Sequence[Clause], label: str) -> list[int]:
    return [at for at, clause in enumerate(clauses) if label and clause.label == label]


def _article(label: str) -> str:
    found = _ARTICLE.match(label)
    return found[0] if found else ""
