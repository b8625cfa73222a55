"""A question asked of the knowledge as it is, and as it would be with a draft: over HTTP, with the real answerer."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, GUIDE, LAW, QUESTION

from api.accounts.roles import Role
from knowledge.model.document import Clause
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Source
from knowledge.model.validity import Validity

Client = Callable[..., TestClient]
NEW = "带户口簿到服务台，次日办好。"
pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def curator(visitor: TestClient) -> TestClient:
    """One application for all: a preview leaves nothing behind."""
    return sign_in(visitor, Role.CURATOR)


def dumped(content: object) -> dict[str, Any]:
    return dict(TypeAdapter(type(content)).dump_python(content, mode="json"))


def ask(http: TestClient, content: object, question: str, entry_id: str = "", **more: str) -> dict[str, Any]:
    kind = "interpretation" if isinstance(content, Interpretation) else "document"
    body = {"kind": kind, "content": dumped(content), "entry_id": entry_id, "question": question} | more
    response = http.post("/api/preview/ask", json=body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def changed(**changes: str) -> Interpretation:
    first = replace(GUIDE.questions[0], **changes)
    return replace(GUIDE, questions=(first, *GUIDE.questions[1:]))


def test_the_draft_answers_in_place_of_what_is_public(curator: TestClient) -> None:
    found = ask(curator, changed(conclusion=NEW), QUESTION, "guide")
    now, draft = found["now"], found["draft"]
    assert (now["outcome"], draft["outcome"]) == ("answered", "answered")
    assert CONCLUSION in now["text"]
    assert NEW in draft["text"]
    assert CONCLUSION not in draft["text"]
    assert [rival["is_draft"] for rival in draft["rivals"] if rival["entry_id"] == "guide"] != []
    assert not any(CONCLUSION in rival["text"] for rival in draft["rivals"])  # the public passages are gone
    assert not any(rival["is_draft"] for rival in now["rivals"])
    assert draft["hint"] == "答复用的就是草稿。"
    assert draft["explanation"].startswith("与收录的问法一字不差")


def test_nothing_public_changes(curator: TestClient) -> None:
    before = curator.get("/api/search", params={"q": QUESTION}).json()["results"]
    ask(curator, changed(conclusion=NEW), QUESTION, "guide")
    assert curator.get("/api/search", params={"q": QUESTION}).json()["results"] == before


def test_a_new_draft_stands_beside_what_is_public(curator: TestClient) -> None:
    pair = QuestionAnswer(
        "溜冰场几点开门？", Aspect.TIME_LIMIT, "早上八点开门。", "", (Source(LAW.title, clause="第三条"),)
    )
    found = ask(curator, replace(GUIDE, title="溜冰场开放", questions=(pair,)), "溜冰场几点开门？")
    assert found["now"]["outcome"] != "answered"
    assert found["draft"]["outcome"] == "answered"
    assert "早上八点开门" in found["draft"]["text"]
    assert {row["entry_id"] for row in found["draft"]["citations"]} == {"draft"}


def test_weights_add_up_to_the_score_and_shares_to_one(curator: TestClient) -> None:
    rivals = ask(curator, changed(conclusion=NEW), "借阅证要什么材料", "guide")["draft"]["rivals"]
    assert [rival["rank"] for rival in rivals] == list(range(1, len(rivals) + 1))
    assert sum(rival["share"] for rival in rivals) == pytest.approx(1, abs=0.01)
    for rival in rivals:
        assert sum(part["weight"] for part in rival["features"].values()) == pytest.approx(rival["score"], abs=0.05)
        assert all(part["label"] for part in rival["features"].values())


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"validity": Validity(effective_from=date(2199, 1, 1))}, "草稿自 2199年1月1日 起才有效"),
        ({"validity": Validity(expires_on=date(2025, 6, 1))}, "草稿到 2025年6月1日 已经期满"),
        ({"validity": Validity(repealed_on=date(2025, 6, 1))}, "草稿自 2025年6月1日 起已经废止"),
        ({"questions": ()}, "还没有可以用来答复的正文"),
        ({"region": "410100"}, "草稿适用于"),
    ],
    ids=["not yet", "expired", "repealed", "empty", "another region"],
)
def test_a_draft_that_does_not_apply_says_why(curator: TestClient, changes: dict[str, Any], hint: str) -> None:
    found = ask(curator, replace(GUIDE, **changes), QUESTION, "guide")["draft"]
    assert found["hint"].startswith(hint) or hint in found["hint"], found["hint"]


def test_a_draft_document_takes_its_interpretations_with_it(curator: TestClient) -> None:
    found = ask(curator, replace(LAW, validity=Validity(repealed_on=date(2025, 6, 1))), QUESTION, "law")
    assert found["now"]["outcome"] == "answered"
    assert "废止" in found["draft"]["text"] or found["draft"]["outcome"] != "answered"


def test_a_draft_document_is_cited_by_its_clause(curator: TestClient) -> None:
    law = replace(LAW, clauses=(*LAW.clauses, Clause("第九条", "溜冰场每日上午八点开门。")))
    found = ask(curator, law, "溜冰场每日上午八点开门", "law")["draft"]
    assert any(rival["is_draft"] and "溜冰场" in rival["text"] for rival in found["rivals"])


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"title": None, "questions": None},
        {"title": "草", "questions": [{"question": ""}]},
        {"title": "草", "questions": [{"question": "写到一半的", "conclusion": ""}], "elements": {}},
        {"title": "草", "questions": [{"question": QUESTION, "conclusion": "😀带证。", "similar": ["", " "]}]},
        {"title": "草" * 400, "questions": [{"question": "问" * 3000, "conclusion": "答" * 9000}]},
    ],
    ids=["nothing", "nulls", "blank", "half", "no basis", "long"],
)
def test_half_written_drafts_are_asked_as_they_are(curator: TestClient, content: dict[str, Any]) -> None:
    body = {"kind": "interpretation", "content": content, "question": QUESTION, "entry_id": "guide"}
    response = curator.post("/api/preview/ask", json=body)
    assert response.status_code == 200, response.text
    if content.get("questions") and content["questions"][0].get("conclusion"):
        assert response.json()["draft"]["warnings"] == [
            "有 1 个问题还没有写依据，发布前须补上，试问时暂以条目本身代替。"
        ]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "other"},
        {"content": []},
        {"content": {"questions": "很多"}},
        {"content": {"questions": [3]}},
        {"content": {"questions": [{"aspect": "nothing"}]}},
        {"content": {"validity": {"effective_from": "明天"}}},
        {"content": {"title": "a\0b"}},
        {"content": {"questions": [{}] * 2001}},
        {"question": ""},
        {"question": "问" * 501},
        {"region": "999999"},
        {"entry_id": "../etc"},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_a_problem(curator: TestClient, change: dict[str, Any]) -> None:
    body = {"kind": "interpretation", "content": {}, "question": QUESTION} | change
    response = curator.post("/api/preview/ask", json=body)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


def test_who_may_ask(client: Client) -> None:
    http = client()
    body = {"kind": "interpretation", "content": dumped(GUIDE), "question": QUESTION}
    assert http.post("/api/preview/ask", json=body).status_code == 401
    assert sign_in(http, Role.OPERATOR).post("/api/preview/ask", json=body).status_code == 403


def test_asdict_is_the_content_json() -> None:
    assert dumped(GUIDE)["questions"][0]["basis"] == [asdict(source) for source in GUIDE.questions[0].basis]
