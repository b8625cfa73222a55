"""Did everybody get the answer to their own question? Asked of the records: the marker in the question, and the stored reply."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count, product
from pathlib import Path

from scripts.bench.asking import Asked
from scripts.bench.questions import questions

_SIGNS = "甲乙丙丁戊己庚辛壬癸"
_OF_TURN = """
SELECT turns.question, conversations.visitor_id, answer_records.reply
FROM turns JOIN conversations ON conversations.id = turns.conversation_id
JOIN answer_records ON answer_records.turn_id = turns.id WHERE turns.id = ?
"""


def marked_questions() -> Iterator[tuple[str, str]]:
    """Yield questions, no two alike, each with a marker of its own."""
    markers = ("".join(signs) for length in count(4) for signs in product(_SIGNS, repeat=length))
    while True:
        for question in questions():
            marker = next(markers)
            yield f"{question}（{marker}）", marker


def wrong_recipients(database: Path, asked: Sequence[tuple[Asked, str]]) -> int:
    """Return how many got something else than the stored reply to their own question, in a conversation of their own."""
    with closing(sqlite3.connect(database)) as connection:
        return sum(not _is_own(connection, one, marker) for one, marker in asked if one.reply is not None)


def _is_own(connection: sqlite3.Connection, asked: Asked, marker: str) -> bool:
    reply = asked.reply or {}
    found = connection.execute(_OF_TURN, (reply.get("message_id"),)).fetchone()
    return bool(found) and f"（{marker}）" in found[0] and found[1] == asked.visitor and json.loads(found[2]) == reply
