"""What a draft contradicts among what is public, over HTTP and over the whole base."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import COUNTY_RULE, GUIDE, LAW, QUESTION, publish

from api.accounts.roles import Role
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Source
from knowledge.model.validity import Validity

Client = Callable[..., TestClient]
BASIS = (Source(LAW.title, clause="第四条"),)
LOAN = GUIDE.questions[1].question
pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def curator(visitor: TestClient) -> TestClient:
    return sign_in(visitor, Role.CURATOR)


def check(http: TestClient, content: object, entry_id: str = "") -> list[dict[str, Any]]:
    kind = "interpretation" if isinstance(content, Interpretation) else "document"
    dumped = TypeAdapter(type(content)).dump_python(content, mode="json")
    response = http.post("/api/preview/conflicts", json={"kind": kind, "content": dumped, "entry_id": entry_id})
    assert response.status_code == 200, response.text
    return list(response.json())


def guide(*pairs: QuestionAnswer, **changes: object) -> Interpretation:
    return replace(GUIDE, title="另一份借阅指南", questions=pairs, **changes)


def loan(conclusion: str, question: str = LOAN, **changes: object) -> QuestionAnswer:
    return replace(QuestionAnswer(question, Aspect.TIME_LIMIT, conclusion, "", BASIS), **changes)


def test_another_figure_for_the_same_question_is_a_contradiction(curator: TestClient) -> None:
    found = check(curator, guide(loan("借期二十天。")))
    assert len(found) == 1
    assert found[0] | {"similarity": 1.0} == {
        "kind": "answer",
        "question": LOAN,
        "entry_id": "guide",
        "title": GUIDE.title,
        "other_question": LOAN,
        "similarity": 1.0,
        "mine": "借期二十天。",
        "theirs": "借期三十天。",
        "verdict": "different",
        "differences": [{"kind": "figure", "label": "数字不同", "mine": "二十天", "theirs": "三十天"}],
        "note": "",
    }


def test_the_same_answer_is_a_repetition(curator: TestClient) -> None:
    assert [row["verdict"] for row in check(curator, guide(loan("可以借30日。")))] == ["same"]


def test_an_entry_does_not_contradict_what_it_replaces(curator: TestClient) -> None:
    changed = replace(GUIDE, questions=(GUIDE.questions[0], loan("借期二十天。")))
    assert check(curator, changed, "guide") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"region": "411282", "questions": (replace(COUNTY_RULE.questions[0], conclusion="每亩六十元。"),)},
        {"validity": Validity(expires_on=date(2025, 1, 1))},
        {"questions": (loan("借期二十天。", "溜冰场几点开门？"),)},
    ],
    ids=["the entry itself", "expired", "another matter"],
)
def test_what_cannot_meet_is_no_conflict(curator: TestClient, changes: dict[str, Any]) -> None:
    draft = replace(guide(loan("借期二十天。")), **changes)
    assert check(curator, draft, "county" if "region" in changes else "") == []


def test_a_similar_question_that_another_entry_has_as_its_own_is_named(curator: TestClient) -> None:
    found = check(curator, guide(loan("借期三十天。", "书能在手里放多少天", similar=(LOAN,))))
    assert [(row["kind"], row["question"], row["other_question"]) for row in found] == [("taken", LOAN, LOAN)]


def test_a_negative_question_that_is_nearly_ones_own_is_named(curator: TestClient) -> None:
    found = check(curator, guide(loan("早上八点。", "溜冰场几点开门？", negative=("溜冰场几点开门", "游泳馆多少钱"))))
    assert [(row["kind"], row["other_question"], row["verdict"]) for row in found] == [
        ("negative", "溜冰场几点开门", "different")
    ]


def test_a_document_with_a_number_that_is_taken(curator: TestClient) -> None:
    found = check(curator, replace(LAW, title="另一份办法", validity=Validity(effective_from=date(2026, 1, 1))))
    assert [(row["kind"], row["entry_id"], row["verdict"]) for row in found] == [("number", "law", "different")]
    assert {row["label"] for row in found[0]["differences"]} == {"日期不同", "说法不同"}
    assert found[0]["theirs"] == "施行 2025年1月1日"


def test_a_new_edition_beside_an_old_one_that_still_holds(curator: TestClient) -> None:
    new = replace(LAW, document_number="示政办〔2026〕3号", validity=Validity(effective_from=date(2026, 1, 1)))
    assert [row["kind"] for row in check(curator, new)] == ["title"]
    assert check(curator, replace(new, title="没有的办法")) == []
    assert check(curator, LAW, "law") == []


def test_half_written_drafts_are_checked_as_they_are(curator: TestClient) -> None:
    for content in ({}, {"questions": [{"question": QUESTION}]}, {"questions": [{"conclusion": "答"}]}):
        body = {"kind": "interpretation", "content": content}
        assert curator.post("/api/preview/conflicts", json=body).json() == []


def test_the_whole_base(client: Client) -> None:
    http = client()
    service, seen = http.app.state.service, []
    assert http.portal.call(service.preview.conflicts.throughout) == []
    http.portal.call(publish, service.database, "second", guide(loan("借期二十天。")))
    http.portal.call(service.replica.catch_up)
    found = http.portal.call(service.preview.conflicts.throughout, lambda done, total: seen.append((done, total)))
    assert [{c.own_entry, c.entry_id} for c in found] == [{"guide", "second"}]
    assert seen[-1] == (5, 5)
