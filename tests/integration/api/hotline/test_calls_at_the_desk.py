"""Calls on the screens of operators."""

import json
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from switchboard import Switchboard
from tiny_library import CONCLUSION, QUESTION

from api.audit.tables import AuditRow

pytestmark = pytest.mark.integration


def chat(http: TestClient) -> dict[str, Any]:
    """A citizen asks on the website."""
    headers = {"x-visitor-token": http.post("/api/visitors").json()["visitor_token"]}
    return dict(http.post("/api/chat", json={"message": QUESTION}, headers=headers).json())


def test_the_list_by_state_newest_first(board: Switchboard) -> None:
    board.event("ringing", caller="13812345678")
    Switchboard(board.http, "pbx-2").event("answered", operator="wang.fang")
    Switchboard(board.http, "pbx-3").event("hangup")
    every = board.http.get("/api/desk/calls").json()["items"]
    assert [item["external_id"] for item in every] == ["pbx-3", "pbx-2", "pbx-1"]
    (ringing,) = board.http.get("/api/desk/calls?state=ringing").json()["items"]
    assert (ringing["external_id"], ringing["source"], ringing["caller"]) == ("pbx-1", "hotline", "138****5678")
    assert "13812345678" not in json.dumps(every)
    assert board.http.get("/api/desk/calls?state=lost").status_code == 422


def test_the_screen_pops_by_either_name(board: Switchboard) -> None:
    board.says(QUESTION)
    view = board.http.get("/api/desk/calls/pbx-1").json()
    assert view == board.http.get(f"/api/desk/calls/{view['call']['call_id']}").json()
    assert (view["answers"][0]["spoken"], view["history"]) == (CONCLUSION, None)
    assert view["answers"][0]["call_id"] == view["call"]["call_id"]
    assert view["pieces"][0]["turn_id"] == view["answers"][0]["message_id"]
    assert board.http.get("/api/desk/calls/unknown").status_code == 404


def test_a_code_that_is_read_out_opens_what_was_asked_before(board: Switchboard) -> None:
    before = chat(board.http)
    board.event("ringing")
    linked = board.http.post("/api/desk/calls/pbx-1/code", json={"code": f"咨询编号 {before['consult_code'].lower()}"})
    assert linked.status_code == 200
    history = linked.json()["history"]
    assert (history["consult_code"], history["channel"]) == (before["consult_code"], "web")
    assert history["turns"][0]["message"] == QUESTION
    assert board.http.get("/api/desk/calls/pbx-1").json()["history"] == history
    assert board.http.portal.call(_actions, board.http).count("consultation.read") == 1


async def _actions(http: TestClient) -> list[str]:
    async with http.app.state.service.database.read() as session:
        return list(await session.scalars(select(AuditRow.action)))


def test_a_code_of_nobody_changes_nothing(board: Switchboard) -> None:
    board.event("ringing")
    assert board.http.post("/api/desk/calls/pbx-1/code", json={"code": "ZZZZZZ"}).status_code == 404
    assert board.http.post("/api/desk/calls/unknown/code", json={"code": "ACDEFH"}).status_code == 404
    assert board.http.get("/api/desk/calls/pbx-1").json()["history"] is None


def test_the_operator_asks_in_own_words(board: Switchboard) -> None:
    board.event("ringing")
    call_id = board.http.get("/api/desk/calls/pbx-1").json()["call"]["call_id"]
    asked = board.http.post(f"/api/desk/calls/{call_id}/ask", json={"text": QUESTION, "id": "q1"}).json()
    assert (asked["call_id"], asked["turn"], asked["spoken"]) == (call_id, "desk-q1", CONCLUSION)
    assert board.http.post(f"/api/desk/calls/{call_id}/ask", json={"text": QUESTION, "id": "q1"}).json() == asked
    (piece,) = board.http.get("/api/desk/calls/pbx-1").json()["pieces"]
    assert (piece["speaker"], piece["turn_id"]) == ("operator", asked["message_id"])
    assert board.http.post("/api/desk/calls/unknown/ask", json={"text": QUESTION, "id": "q1"}).status_code == 404


def test_what_the_caller_is_saying_is_on_the_screen_with_its_answer(board: Switchboard) -> None:
    board.says(QUESTION.rstrip("？"), final=False)
    saying = board.http.get("/api/desk/calls/pbx-1").json()["saying"]
    assert (saying["text"], saying["assist"]["spoken"]) == (QUESTION.rstrip("？"), CONCLUSION)
    assert saying["assist"]["message_id"] == "", "it is no record, and cannot be adopted"
    board.says("嗯", final=False)
    assert board.http.get("/api/desk/calls/pbx-1").json()["saying"]["assist"] is None, "too little to look up"
    board.says(QUESTION)
    view = board.http.get("/api/desk/calls/pbx-1").json()
    assert (view["saying"], view["answers"][0]["spoken"]) == (None, CONCLUSION)


def test_staff_only(board: Switchboard) -> None:
    board.event("ringing")
    board.http.cookies.clear()
    for path in ("", "/pbx-1"):
        assert board.http.get(f"/api/desk/calls{path}").status_code == 401
    assert board.http.post("/api/desk/calls/pbx-1/ask", json={"text": QUESTION, "id": "q1"}).status_code == 401
