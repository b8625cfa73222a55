"""Closing the website, and what citizens and staff see of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import QUESTION

from api.accounts.roles import Role

pytestmark = pytest.mark.integration
Client = Callable[..., TestClient]
CLOSING = {"open": False, "notice": "系统升级，请稍后再来，或拨打12345。", "reason": "数据库升级"}
PERIOD = {"starts_at": "2026-12-01T08:00:00+08:00", "ends_at": "2026-12-02T08:00:00+08:00"}


@pytest.fixture
def staff(client: Client) -> TestClient:
    return sign_in(client(), Role.ADMINISTRATOR)


def turn(staff: TestClient, channel: str = "web", **body: object) -> tuple[int, Any]:
    response = staff.put(f"/api/channels/{channel}/switch", json={**CLOSING, **body})
    return response.status_code, response.json()


@pytest.mark.parametrize("path", ["/api/chat", "/api/chat/stream"])
@pytest.mark.parametrize("channel", ["web", "all"])
def test_a_closed_website_takes_no_questions(staff: TestClient, path: str, channel: str) -> None:
    assert turn(staff, channel)[0] == 200
    response = staff.post(path, json={"message": QUESTION})
    assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")
    assert (response.json()["code"], response.json()["detail"]) == ("channel_closed", CLOSING["notice"])
    assert turn(staff, channel, open=True)[0] == 200
    assert staff.post(path, json={"message": QUESTION}).status_code == 200


def test_other_channels_do_not_close_the_website(staff: TestClient) -> None:
    assert turn(staff, "wechat")[0] == 200
    assert staff.post("/api/chat", json={"message": QUESTION}).status_code == 200


def test_what_was_asked_before_is_still_answered(staff: TestClient) -> None:
    visitor = {"x-visitor-token": staff.post("/api/visitors").json()["visitor_token"]}
    other = {"x-visitor-token": staff.post("/api/visitors").json()["visitor_token"]}
    body = {"message": QUESTION, "key": "my-question-1"}
    reply = staff.post("/api/chat", json=body, headers=visitor).json()
    turn(staff)
    again = staff.post("/api/chat", json=body, headers=visitor)
    assert (again.status_code, again.json()) == (200, reply)
    refused = [
        staff.post("/api/chat", json=body, headers=other),
        staff.post("/api/chat", json=body),
        staff.post("/api/chat", json={**body, "key": "my-question-2"}, headers=visitor),
        staff.post("/api/chat", content=b"{", headers={**visitor, "content-type": "application/json"}),
    ]
    assert [response.status_code for response in refused] == [503, 503, 503, 400]
    feedback = {"message_id": reply["message_id"], "helpful": False}
    assert staff.post(f"/api/chat/{reply['conversation_id']}/feedback", json=feedback, headers=visitor).is_success


def test_staff_see_who_closed_what_and_why(staff: TestClient) -> None:
    turn(staff, "wechat")
    rows = {row["name"]: row for row in staff.get("/api/channels").json()}
    assert list(rows) == ["all", "web", "wechat", "wecom", "hotline"]
    assert (rows["web"]["open"], rows["web"]["changed_at"], rows["web"]["deliveries"]) == (True, None, None)
    assert {name: rows["wechat"][name] for name in ("title", "open", "notice", "reason", "changed_by")} == {
        "title": "微信公众号", "open": False, "notice": CLOSING["notice"], "reason": CLOSING["reason"],
        "changed_by": "staff-administrator",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {"notice": ""}, {"notice": "  \n"}, {"notice": "字" * 301}, {"notice": "a\x00b"}, {"reason": ""}, {"reason": " x "},
        {"reason": "因" * 501}, {"open": "maybe"}, {"open": None}, {"reason": None}, {"notice": ["a"]},
    ],
    ids=str,
)  # fmt: skip
def test_closing_needs_a_notice_and_a_reason(staff: TestClient, body: dict[str, Any]) -> None:
    status, problem = turn(staff, **body)
    assert (status, problem["code"]) == (422, "invalid_request")
    assert staff.get("/api/channels").json()[1]["open"]


def test_a_channel_nobody_has_cannot_be_closed(staff: TestClient) -> None:
    assert turn(staff, "telegraph")[0] == 422


def test_closing_asks_for_the_password_again(staff: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.accounts.auth.CONFIRMED_FOR", timedelta(0))
    assert turn(staff)[1]["code"] == "confirmation_required"


def test_an_announcement_is_made_and_taken_down(staff: TestClient) -> None:
    body = {"text": " 暴雨红色预警，窗口停办。 ", "channels": ["web", "web", "wechat"], **PERIOD}
    made = staff.post("/api/announcements", json=body)
    assert (made.status_code, made.json()["text"]) == (201, "暴雨红色预警，窗口停办。")
    assert made.json()["channels"] == ["web", "wechat"]
    assert staff.delete(f"/api/announcements/{made.json()['id']}").status_code == 204
    assert staff.delete(f"/api/announcements/{made.json()['id']}").status_code == 404
    everywhere = staff.post("/api/announcements", json={**body, "channels": ["web", "all"]})
    assert everywhere.json()["channels"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""}, {"text": "字" * 301}, {"text": "\x1b[31m"}, {"channels": ["telegraph"]}, {"channels": ["web"] * 10},
        {"ends_at": PERIOD["starts_at"]}, {"ends_at": "2026-11-30T00:00:00+08:00"}, {"ends_at": "2027-12-01T00:00:00+08:00"},
        {"starts_at": "2026-12-01T08:00:00"}, {"starts_at": "soon"}, {"ends_at": None},
        {"starts_at": "0001-01-01T00:00:00+14:00"}, {"ends_at": "9999-12-31T23:59:59-12:00"},
    ],
    ids=str,
)  # fmt: skip
def test_an_announcement_that_cannot_be_told(staff: TestClient, change: dict[str, Any]) -> None:
    response = staff.post("/api/announcements", json={"text": "停电通知", **PERIOD, **change})
    assert (response.status_code, response.json()["code"]) == (422, "invalid_request")
