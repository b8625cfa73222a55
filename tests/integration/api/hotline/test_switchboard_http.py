"""The switchboard's side over HTTP."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from switchboard import BEARER, SETTINGS, Switchboard
from tiny_library import CONCLUSION, LAW, QUESTION

from api.assist.tables import AnswerUseRow

pytestmark = pytest.mark.integration


class TestEvents:
    def test_from_ringing_to_the_end(self, board: Switchboard) -> None:
        rung = board.event("ringing", caller="13812345678", region="411200").json()
        assert (rung["call_id"], rung["state"], rung["assist"]) == ("pbx-1", "ringing", None)
        assert board.event("answered", operator="wang.fang").json()["state"] == "answered"
        answered = board.says(QUESTION)
        assert answered["consult_code"] == rung["consult_code"] == answered["assist"]["consult_code"]
        assert answered["assist"]["spoken"] == CONCLUSION
        assert board.event("hangup").json()["state"] == "ended"

    def test_the_words_of_the_operator_are_kept_and_not_answered(self, board: Switchboard) -> None:
        assert board.says(QUESTION, speaker="operator")["assist"] is None

    def test_words_that_do_not_stay_are_looked_up_and_not_kept(self, board: Switchboard) -> None:
        ahead = board.says(QUESTION.rstrip("？"), final=False)["assist"]
        assert (ahead["outcome"], ahead["spoken"], ahead["message_id"]) == ("answered", CONCLUSION, "")
        assert board.says("家里着火了快来人啊", final=False)["assist"]["emergency"]
        for words in ("图书", "火星上怎么落户呢", "\x00"):
            assert board.says(words, final=False)["assist"] is None
        assert board.says(QUESTION, final=False, speaker="operator")["assist"] is None
        view = board.http.get("/api/desk/calls/pbx-1").json()
        assert (view["pieces"], view["answers"]) == ([], [])

    def test_an_event_brought_again_is_one(self, board: Switchboard) -> None:
        first = board.says(QUESTION, id="p1")
        assert board.says(QUESTION, id="p1") == first
        assert board.says("别的话", id="p1") == first
        view = board.http.get("/api/desk/calls/pbx-1").json()
        assert ([piece["text"] for piece in view["pieces"]], len(view["answers"])) == ([QUESTION], 1)

    def test_events_in_the_wrong_order_lose_nothing(self, board: Switchboard) -> None:
        board.event("hangup")
        board.says(QUESTION, id="p1")
        board.event("answered", operator="wang.fang")
        board.event("ringing", caller="13812345678")
        view = board.http.get("/api/desk/calls/pbx-1").json()
        assert (view["call"]["state"], view["call"]["operator"]) == ("ended", "wang.fang")
        assert view["call"]["caller"] == "138****5678"
        assert view["pieces"][0]["turn_id"] == view["answers"][0]["message_id"]

    def test_the_moment_of_a_piece_orders_it(self, board: Switchboard) -> None:
        now = board.http.app.state.service.clock()
        board.says("后来", id="b", speaker="operator", at=now.isoformat())
        board.says("先前", id="a", speaker="operator", at=now.replace(microsecond=0).isoformat())
        assert [piece["text"] for piece in board.http.get("/api/desk/calls/pbx-1").json()["pieces"]] == ["先前", "后来"]

    @pytest.mark.parametrize(
        "text",
        ["\x00\x1b[31m", "   ", "\u200b", "嗯", "<script>alert(1)</script>", "'; DROP TABLE calls; --", "长" * 19_000, "😀" * 2000],
        ids=["controls", "blank", "invisible", "a sound", "script", "sql", "huge", "emoji"],
    )  # fmt: skip
    def test_hostile_words_are_taken(self, board: Switchboard, text: str) -> None:
        assert board.event("transcript", text=text).status_code == 200
        assert board.says(QUESTION)["assist"]["outcome"] == "answered"

    def test_a_long_speech_is_kept_whole_and_its_end_is_asked(self, board: Switchboard) -> None:
        said = "我家的情况是这样的，说来话长。" * 60 + QUESTION
        board.says(said)
        view = board.http.get("/api/desk/calls/pbx-1").json()
        assert view["pieces"][0]["text"] == said
        assert len(view["answers"]) == 1

    @pytest.mark.parametrize(
        "body",
        [
            {"event": "ringing"},
            {"id": "e1", "event": "exploded"},
            {"id": "../e1", "event": "ringing"},
            {"id": "e1", "event": "transcript", "text": ["a"]},
            {"id": "e1", "event": "transcript", "text": "长" * 20_001},
            {"id": "e1", "event": "ringing", "at": "yesterday"},
            {"id": "e1", "event": "ringing", "caller": "1" * 201},
        ],
    )
    def test_what_is_no_event_is_refused(self, board: Switchboard, body: dict[str, object]) -> None:
        response = board.http.post("/channels/hotline/calls/pbx-1/events", json=body, headers=BEARER)
        assert response.status_code == 422
        assert board.http.get("/api/desk/calls/pbx-1").status_code == 404

    def test_an_emergency_says_its_number_first(self, board: Switchboard) -> None:
        found = board.says("家里着火了")["assist"]
        assert (found["outcome"], found["emergency"], found["handoff"]) == ("emergency", True, True)
        assert found["category"] == {"code": "0-00", "name": "紧急求助·转紧急电话", "suggested": True}
        assert "一一九" in found["spoken"]

    def test_a_closed_hotline_keeps_the_words(self, board: Switchboard) -> None:
        first = board.says(QUESTION, id="p1")
        switches, portal = board.http.app.state.service.switches, board.http.portal
        portal.call(lambda: switches.turn("hotline", is_open=False, notice="系统维护", reason="测试", by="测试"))
        assert board.says("图书可以借多长时间？", id="p2")["assist"] is None
        assert board.says(QUESTION, final=False)["assist"] is None
        assert board.says(QUESTION, id="p1") == first
        refused = board.assist("t9", "图书可以借多长时间？")
        assert (refused.status_code, refused.json()["code"]) == (503, "channel_closed")
        assert len(board.http.get("/api/desk/calls/pbx-1").json()["pieces"]) == 3


class TestAssist:
    def test_an_answer_has_all_that_an_operator_needs(self, board: Switchboard) -> None:
        found = board.assist("1", QUESTION, region="411200").json()
        assert (found["call_id"], found["turn"], found["outcome"]) == ("pbx-1", "1", "answered")
        assert found["script"][0] == CONCLUSION
        assert any("示政办二零二五年第八号" in sentence for sentence in found["script"])
        assert "示政办〔2025〕8号" in found["text"] + found["citations"][0]["document_number"]
        assert found["citations"][0]["title"] == LAW.title
        assert (found["entry_ids"], found["department"], found["phone"]) == (["guide"], "图书馆", "12345")
        assert found["category"] == {"code": "1-22", "name": "咨询·文化旅游体育", "suggested": True}
        assert "人工智能" in found["notice"]
        assert not found["emergency"]

    def test_a_question_asked_again_is_one_turn(self, board: Switchboard) -> None:
        first = board.assist("1", QUESTION).json()
        assert board.assist("1", QUESTION).json() == first
        assert board.assist(1, QUESTION).json() == first
        other = board.assist("2", QUESTION).json()
        assert other["message_id"] != first["message_id"]
        assert other["conversation_id"] == first["conversation_id"]

    def test_the_same_turn_of_another_call_is_another(self, board: Switchboard) -> None:
        first = board.assist("1", QUESTION).json()
        assert (
            Switchboard(board.http, "pbx-2").assist("1", QUESTION).json()["conversation_id"] != first["conversation_id"]
        )

    def test_what_is_not_answered_goes_to_the_operator(self, board: Switchboard) -> None:
        found = board.assist("1", "火星上怎么落户").json()
        assert (found["handoff"], found["citations"]) == (True, [])
        assert found["spoken"]

    def test_another_day_is_asked_about(self, board: Switchboard) -> None:
        found = board.assist("1", QUESTION, on="2024-06-01").json()
        assert found["spoken"].startswith("按二零二四年六月一日的规定答复。请注意")

    def test_names_as_long_as_may_be(self, board: Switchboard) -> None:
        board.call = "x" * 255
        first = board.assist("t" * 64, QUESTION)
        assert first.status_code == 200
        assert board.assist("t" * 64, QUESTION).json() == first.json()

    @pytest.mark.parametrize("text", ["", "  ", "\x00", "长" * 20_001])
    def test_nothing_to_ask_is_refused(self, board: Switchboard, text: str) -> None:
        assert board.assist("1", text).status_code == 422


class TestUses:
    def test_what_became_of_an_answer_is_kept(self, board: Switchboard) -> None:
        board.event("answered", operator="wang.fang")
        turn = board.assist("1", QUESTION).json()
        kept = board.use("1", "edited", words="带身份证，打13812345678", reason="说得短些")
        assert kept.status_code == 201
        row = board.http.portal.call(self._row, board, kept.json()["use_id"])
        assert (row.kind, row.username, row.turn_id) == ("edited", "wang.fang", turn["message_id"])
        assert (row.entry_ids, row.words) == (["guide"], "带身份证，打〔手机号〕")

    @pytest.mark.parametrize("length", [128, 129, 140, 255])
    def test_a_long_name_is_the_same_in_every_reply(self, board: Switchboard, length: int) -> None:
        board.call = "x" * length
        said = board.says(QUESTION, id="p1")
        assert (said["call_id"], said["assist"]["call_id"]) == (board.call, board.call)
        assert board.says(QUESTION, final=False)["assist"]["call_id"] == board.call
        assert board.assist("p1", QUESTION).json()["message_id"] == said["assist"]["message_id"]
        assert board.use("p1", "adopted").status_code == 201

    def test_an_unknown_answer_is_not_found(self, board: Switchboard) -> None:
        assert board.use("1", "adopted").status_code == 404
        board.assist("1", QUESTION)
        assert board.use("2", "adopted").status_code == 404
        assert board.use("1", "liked").status_code == 422

    @staticmethod
    async def _row(board: Switchboard, use_id: str) -> AnswerUseRow:
        async with board.http.app.state.service.database.read() as session:
            return await session.get_one(AnswerUseRow, use_id)


class TestToken:
    @pytest.mark.parametrize(
        "given", [{}, {"authorization": "Bearer other"}, {"authorization": "Basic x"}, {"authorization": "Bearer é"}]
    )
    def test_another_token_is_refused(self, board: Switchboard, given: dict[str, str]) -> None:
        headers = {name: value.encode("utf-8") for name, value in given.items()}
        for path in ("calls/pbx-1/events", "assist", "uses"):
            response = board.http.post(f"/channels/hotline/{path}", json={}, headers=headers)
            assert (response.status_code, response.json()["code"]) == (401, "bad_token")
            assert response.headers["www-authenticate"] == "Bearer"

    def test_without_a_token_there_is_no_hotline(self, client: Callable[..., TestClient]) -> None:
        http = client()
        for headers in (BEARER, {"authorization": "Bearer "}):
            assert http.post("/channels/hotline/assist", json={}, headers=headers).status_code == 404

    def test_a_cookie_of_staff_opens_nothing(self, board: Switchboard) -> None:
        assert SETTINGS.token.get_secret_value()
        assert board.http.post("/channels/hotline/assist", json={}).status_code == 401
