from dataclasses import replace

import pytest

from api.records.checks import check_storable
from api.records.codec import Content
from api.records.tables import MAX_LINE
from knowledge.errors import InvalidInput
from knowledge.model.document import Clause
from tests.contents import DOCUMENT, INTERPRETATION


@pytest.mark.parametrize("content", [DOCUMENT, INTERPRETATION], ids=["document", "interpretation"])
def test_accepts_ordinary_content(content: Content) -> None:
    check_storable(content)


def test_accepts_any_character_of_unicode() -> None:
    check_storable(replace(DOCUMENT, title="长" * MAX_LINE, issuer="\U0010ffff\ufffe\\u0000\x01"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(replace(DOCUMENT, title=""), id="no title"),
        pytest.param(replace(DOCUMENT, title="长" * (MAX_LINE + 1)), id="long title"),
        pytest.param(replace(DOCUMENT, department="局" * (MAX_LINE + 1)), id="long department"),
        pytest.param(replace(DOCUMENT, document_number="号" * (MAX_LINE + 1)), id="long number"),
        pytest.param(replace(INTERPRETATION, documents=("长" * (MAX_LINE + 1),)), id="long title explained"),
        pytest.param(replace(DOCUMENT, clauses=(Clause("第一条", "零\0字节"),)), id="NUL in a clause"),
        pytest.param(replace(DOCUMENT, clauses=(Clause("第一条", "", ("\0",)),)), id="NUL in a heading"),
        pytest.param(replace(DOCUMENT, issuer="\ud83d"), id="half a pair"),
        pytest.param(replace(INTERPRETATION, elements={"purpose": "\0"}), id="NUL in an element"),
        pytest.param(replace(INTERPRETATION, keywords=("\udfff",)), id="half a pair in a keyword"),
    ],
)
def test_refuses_what_a_database_cannot_hold(content: Content) -> None:
    with pytest.raises(InvalidInput):
        check_storable(content)
