"""What a widget is told before anybody asks."""

import asyncio
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from api.switches.names import Switchable
from api.widget.routes import widget
from api.widget.words import widget_words
from knowledge.clock import utc_now
from tests.integration.api.conftest import Running

pytestmark = pytest.mark.integration


def test_an_open_widget(visitor: TestClient) -> None:
    told = visitor.get("/api/widget", params={"site": "portal"}).json()
    assert (told["open"], told["notice"], told["announcements"]) == (True, "", [])
    assert told["hotline"] == "12345"
    assert told["limits"] == {"message": 500}
    assert {"code": "411202", "name": "湖滨区"} in told["regions"]
    assert set(told["person"]) == {"open"}


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hant", "en"])
def test_it_begins_in_its_language(visitor: TestClient, language: str) -> None:
    told = visitor.get("/api/widget", params={"lang": language}).json()
    assert told["greeting"] == widget_words().opening("", language).greeting


@pytest.mark.parametrize("site", ["", "不认识的网站", "😀", "a\x00b", "../etc", "ｆｕｌｌ"])
def test_an_unknown_site_begins_as_usual(visitor: TestClient, site: str) -> None:
    assert visitor.get("/api/widget", params={"site": site}).json() == visitor.get("/api/widget").json()


def test_a_site_name_that_is_none_is_refused(visitor: TestClient) -> None:
    assert visitor.get("/api/widget", params={"site": "x" * 61}).status_code == 422


def test_a_closed_channel_is_told_with_its_notice_and_announcements(running: Running) -> None:
    async def story() -> None:
        async with running() as state:
            now = utc_now()
            await state.switches.turn(Switchable.WEB, is_open=False, notice="今晚升级。", reason="升级", by="admin")
            await state.switches.announce("明早八点恢复。", [Switchable.WEB], now, now + timedelta(hours=1), "admin")
            await state.switches.announce("只在微信。", [Switchable.WECHAT], now, now + timedelta(hours=1), "admin")
            told = await widget(state)
            assert (told.open, told.notice, told.announcements) == (False, "今晚升级。", ["明早八点恢复。"])
            await state.switches.turn(Switchable.WEB, is_open=True, notice="", reason="好了", by="admin")
            assert (await widget(state)).open

    asyncio.run(story())
