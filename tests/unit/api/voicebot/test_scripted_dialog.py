import pytest

from api.hotline.port import CallName
from api.voicebot.port import Heard, HeardKind, Say
from api.voicebot.scripted import ScriptedDialog

NAME, OTHER = CallName("audiosocket", "a"), CallName("audiosocket", "b")
pytestmark = pytest.mark.asyncio


async def test_it_says_what_it_was_told_to_and_the_same_again() -> None:
    dialog = ScriptedDialog({"借期": Say("三十天。")})
    heard = Heard(HeardKind.WORDS, "借期")
    assert (await dialog.hear(NAME, "0", Heard(HeardKind.START))).text == dialog.greeting
    assert [(await dialog.hear(NAME, "1", heard)).text for _ in range(2)] == ["三十天。"] * 2
    assert await dialog.hear(NAME, "1", Heard(HeardKind.WORDS, "别的")) == Say("三十天。")
    assert (await dialog.hear(OTHER, "1", Heard(HeardKind.WORDS, "别的"))) == dialog.otherwise
    assert [key for _, key, _ in dialog.heard] == ["0", "1", "1"]


@pytest.mark.parametrize(
    ("heard", "transfer", "hangup"),
    [(Heard(HeardKind.DIGITS, "0"), True, False), (Heard(HeardKind.HANGUP), False, True)],
)
async def test_the_ends_of_a_call(heard: Heard, transfer: bool, hangup: bool) -> None:
    said = await ScriptedDialog({}).hear(NAME, "0", heard)
    assert (said.transfer, said.hangup, said.listens) == (transfer, hangup, False)
