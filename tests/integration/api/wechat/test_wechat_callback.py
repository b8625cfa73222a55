import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tiny_library import RehearsedDialogue
from wechat_account import ACCOUNT, APP_ID, KEY, TOKEN, Letter, Platform, account, sign

from api.app import create_app
from api.settings import Settings
from api.wechat.settings import Mode
from knowledge.embedding.hashed import HashedEncoder

pytestmark = pytest.mark.integration
Client = Callable[..., TestClient]


Connect = Callable[[Mode], Platform]


@pytest.fixture(scope="module")
def connect(library_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connect]:
    """Connect a new user with the application that has an account in this mode; the tests share the applications."""
    with ExitStack() as stack:

        @cache
        def client(mode: Mode) -> TestClient:
            folder = tmp_path_factory.mktemp(mode)
            shutil.copy(library_database, folder / "yihaoda.db")
            own = account(mode, can_push=False)
            settings = Settings(_env_file=None, data_dir=folder, action_token="a", wechat=own)
            app = create_app(settings, encoder=HashedEncoder(), dialogue=RehearsedDialogue({}))
            http = stack.enter_context(TestClient(app, raise_server_exceptions=False))
            Platform(http, mode, openid="oWARM").says("图书可以借多长时间？")
            return http

        yield lambda mode: Platform(client(mode), mode, openid=f"o{secrets.token_hex(12)}")


@pytest.fixture
def platform(connect: Connect) -> Platform:
    return connect(Mode.SAFE)


@pytest.fixture(params=list(Mode))
def in_each_mode(request: pytest.FixtureRequest, connect: Connect) -> Platform:
    return connect(request.param)


def test_without_an_account_there_is_nothing(client: Client) -> None:
    http = client()
    assert http.get("/channels/wechat").status_code == 404
    assert http.post("/channels/wechat", content=b"<xml/>").status_code == 404


class TestAddressCheck:
    def test_the_echo_comes_back_as_it_is(self, in_each_mode: Platform) -> None:
        query = {"timestamp": "1767225600", "nonce": "314159", "signature": sign("1767225600", "314159")}
        response = in_each_mode.http.get("/channels/wechat", params=query | {"echostr": "0005837397576500011341"})
        assert (response.status_code, response.text) == (200, "0005837397576500011341")
        assert response.headers["content-type"].startswith("text/plain")

    @pytest.mark.parametrize("query", [{}, {"timestamp": "1", "nonce": "2", "signature": "3", "echostr": "<script>"}])
    def test_whoever_does_not_know_the_token_hears_nothing(self, platform: Platform, query: dict[str, str]) -> None:
        response = platform.http.get("/channels/wechat", params=query)
        assert response.status_code == 403
        assert "script" not in response.text


class TestAnswers:
    def test_a_question_is_answered_in_the_reply(self, in_each_mode: Platform) -> None:
        answer = in_each_mode.says("图书可以借多长时间？")
        assert "借期三十天。" in answer
        assert "示政办〔2025〕8号" in answer
        assert "咨询编号" in answer
        assert "人工智能" in answer

    def test_the_same_message_is_answered_once_and_the_same(self, platform: Platform) -> None:
        number = secrets.token_hex(8)
        first = platform.sends(platform.text("图书可以借多长时间？", number))
        again = platform.sends(platform.text("图书可以借多长时间？", number))
        assert first
        assert again == first

    def test_a_choice_is_a_number(self, platform: Platform) -> None:
        first = platform.says("图书可以借多长时间？")
        assert "1. " in first
        assert "身份证" in platform.says("①")

    def test_welcome_and_its_examples(self, platform: Platform) -> None:
        welcome = platform.sends(platform.event("subscribe", EventKey=""))
        assert "人工智能" in welcome
        assert "1. " in welcome

    @pytest.mark.parametrize("name", ["VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "unsubscribe"])
    def test_events_that_ask_nothing(self, platform: Platform, name: str) -> None:
        assert platform.sends(platform.event(name)) == ""

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"MsgType": "voice", "MediaId": "m", "Format": "amr", "Recognition": ""}, "文字"),
            ({"MsgType": "image", "PicUrl": "http://x", "MediaId": "m"}, "图片"),
            ({"MsgType": "shortvideo", "MediaId": "m"}, "视频"),
            ({"MsgType": "location", "Label": "灵宝市"}, "位置"),
            ({"MsgType": "link", "Url": "http://x"}, "链接"),
            ({"MsgType": "something"}, "文字"),
            ({"MsgType": "text", "Content": ""}, "没有看到内容"),
            ({"MsgType": "text", "Content": "\u200b \u3000"}, "没有看到内容"),
            ({"MsgType": "text", "Content": "长" * 501}, "500"),
        ],
    )
    def test_what_is_no_question(self, platform: Platform, fields: dict[str, str], words: str) -> None:
        assert words in platform.sends(platform.letter(MsgId=secrets.token_hex(8), **fields))

    def test_voice_with_words_is_a_question(self, platform: Platform) -> None:
        spoken = platform.letter(
            MsgType="voice", MediaId="m", MsgId=secrets.token_hex(8), Recognition="图书可以借多长时间？"
        )
        assert "借期三十天。" in platform.sends(spoken)

    def test_the_menu_asks_and_knows_the_code(self, platform: Platform) -> None:
        assert "没有咨询编号" in platform.sends(platform.event("CLICK", EventKey="code"))
        answer = platform.sends(platform.event("CLICK", EventKey="disclosure"))
        code = answer.split("咨询编号：")[1][:6]
        assert code in platform.says("我的咨询码")

    def test_hostile_words_stay_words(self, platform: Platform) -> None:
        for words in ("<Content><MsgType>event", "👨‍👩‍👧", "ｇｏｎｇ　ｋａｉ", "<!DOCTYPE x>", "&amp;#0;"):
            assert platform.says(words)


class TestRefused:
    def test_forged(self, in_each_mode: Platform) -> None:
        letter = in_each_mode.text("图书可以借多长时间？")
        for given in ("0" * 40, "", "签名", letter.query["signature"].upper()):
            forged = Letter(letter.query | {"signature": given, "msg_signature": given}, letter.body)
            assert in_each_mode.post(forged).status_code == 403

    def test_stale_and_from_the_future(self, in_each_mode: Platform) -> None:
        for offset in (-301, 400):
            timestamp = str(int(in_each_mode.clock()) + offset)
            assert in_each_mode.post(in_each_mode.text("你好", timestamp=timestamp)).status_code == 403

    def test_the_very_same_request_again(self, in_each_mode: Platform) -> None:
        letter = in_each_mode.text("图书可以借多长时间？")
        assert in_each_mode.post(letter).status_code == 200
        assert in_each_mode.post(letter).status_code == 403

    def test_truncated_empty_and_other_bodies(self, in_each_mode: Platform) -> None:
        letter = in_each_mode.text("图书可以借多长时间？")
        for body in (letter.body[: len(letter.body) // 2], b"", b"{}", "<xml>政策</xml>".encode("gb18030")):
            assert in_each_mode.post(Letter(letter.query, body)).status_code in {400, 403}

    def test_too_large(self, platform: Platform) -> None:
        letter = platform.text("图书可以借多长时间？")
        assert platform.post(Letter(letter.query, b"<xml>" + b"a" * 70_000 + b"</xml>")).status_code == 413

    def test_the_other_mode(self, in_each_mode: Platform) -> None:
        other = Platform(in_each_mode.http, Mode.SAFE if in_each_mode.mode is Mode.PLAIN else Mode.PLAIN)
        assert in_each_mode.post(other.text("图书可以借多长时间？")).status_code == 400

    def test_other_methods(self, platform: Platform) -> None:
        assert platform.http.put("/channels/wechat").status_code == 405


def test_in_compatible_mode_the_plain_half_counts_for_nothing(connect: Connect) -> None:
    platform = connect(Mode.COMPATIBLE)
    letter = platform.text("图书可以借多长时间？")
    changed = letter.body.replace("图书可以借多长时间？".encode(), "怎样申请政府信息公开？".encode())
    assert "借期三十天。" in platform.sends(Letter(letter.query, changed))


def test_secrets_stay_secret() -> None:
    shown = repr(account())
    assert not any(secret in shown for secret in (TOKEN, KEY))
    assert APP_ID in shown
    assert ACCOUNT not in shown
