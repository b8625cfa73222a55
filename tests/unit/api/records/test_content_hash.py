from dataclasses import replace
from datetime import date

import pytest

from api.records.codec import Content, content_hash
from knowledge.model.passage import Audience, Source
from knowledge.model.validity import Validity
from tests.contents import DOCUMENT, INTERPRETATION

CLAUSE, PAIR = DOCUMENT.clauses[1], INTERPRETATION.questions[0]


@pytest.mark.parametrize(
    ("content", "changes"),
    [
        pytest.param(DOCUMENT, {"title": "测试补贴办法（修订）"}, id="title"),
        pytest.param(DOCUMENT, {"validity": Validity(date(2024, 2, 2))}, id="day"),
        pytest.param(DOCUMENT, {"source_url": ""}, id="address"),
        pytest.param(DOCUMENT, {"clauses": DOCUMENT.clauses[:1]}, id="a clause less"),
        pytest.param(DOCUMENT, {"clauses": DOCUMENT.clauses[::-1]}, id="order of clauses"),
        pytest.param(DOCUMENT, {"clauses": (replace(CLAUSE, text=f"{CLAUSE.text} "),)}, id="a blank"),
        pytest.param(INTERPRETATION, {"audience": frozenset(Audience)}, id="audience"),
        pytest.param(INTERPRETATION, {"elements": {"purpose": "目的"}}, id="an element less"),
        pytest.param(INTERPRETATION, {"questions": (replace(PAIR, negative=()),)}, id="negative question"),
        pytest.param(INTERPRETATION, {"questions": (replace(PAIR, basis=(Source("别的"),)),)}, id="basis"),
    ],
)
def test_any_change_changes_the_digest(content: Content, changes: dict[str, object]) -> None:
    assert content_hash(replace(content, **changes)) != content_hash(content)  # type: ignore[arg-type]  # the table fits


def test_the_order_of_a_set_or_a_mapping_does_not_count() -> None:
    both = replace(INTERPRETATION, audience=frozenset([Audience.COMPANY, Audience.INDIVIDUAL]))
    turned = replace(both, elements=dict(reversed(both.elements.items())), audience=frozenset(Audience))
    assert content_hash(turned) == content_hash(both)


def test_the_digest_is_the_same_in_every_process() -> None:
    """Digests are stored: whoever changes this one makes every stored entry look changed."""
    assert content_hash(DOCUMENT)[:16] == "27dcccb62c24fd5e"
    assert content_hash(INTERPRETATION)[:16] == "3649c7547a5346b0"
