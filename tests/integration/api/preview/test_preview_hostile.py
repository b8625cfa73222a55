"""Whatever an editor sends as content: it is asked and checked as it is, or refused in Chinese, and never breaks."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import LAW, QUESTION

from api.accounts.roles import Role

pytestmark = pytest.mark.integration
TEXTS = st.text(max_size=30) | st.sampled_from(
    [LAW.title, QUESTION, "１２３", "\0", "😀", "第四条", "示政办〔2025〕8号", "借期20天"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
QUESTIONS = st.lists(
    st.fixed_dictionaries(
        {"question": TEXTS, "conclusion": TEXTS},
        optional={"similar": st.lists(TEXTS, max_size=3), "negative": st.lists(TEXTS, max_size=2), "basis": ANYTHING},
    ),
    max_size=3,
)
CLAUSES = st.lists(st.fixed_dictionaries({"label": TEXTS, "text": TEXTS}), max_size=4)
DAYS = st.fixed_dictionaries({}, optional={"effective_from": st.dates().map(str), "expires_on": TEXTS | st.none()})
CONTENT = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "region": st.sampled_from(["411200", "411282", "000000", "", "x"]),
        "documents": st.lists(TEXTS, max_size=2) | ANYTHING,
        "questions": QUESTIONS | ANYTHING,
        "clauses": CLAUSES | ANYTHING,
        "elements": st.dictionaries(st.sampled_from(["background", "nothing"]), TEXTS, max_size=2),
        "audience": ANYTHING,
        "document_number": TEXTS,
        "validity": DAYS | ANYTHING,
    },
)


@pytest.fixture(scope="module")
def curator(visitor: TestClient) -> TestClient:
    return sign_in(visitor, Role.CURATOR)


@settings(max_examples=30, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    kind=st.sampled_from(["document", "interpretation"]),
    content=CONTENT,
    entry_id=st.sampled_from(["", "law", "guide", "none"]),
)
def test_any_content(curator: TestClient, kind: str, content: dict[str, Any], entry_id: str) -> None:
    body = {"kind": kind, "content": content, "entry_id": entry_id}
    for path, more in (("ask", {"question": QUESTION}), ("conflicts", {})):
        response = curator.post(f"/api/preview/{path}", json=body | more)
        assert response.status_code in {200, 422}, response.text
        if response.status_code == 422:
            assert response.json()["detail"]
