"""What a citizen's words ask for: mostly an answer, sometimes one of the few things that are done without a question."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from api.conversations.repository import CODE_ALPHABET, CODE_LENGTH
from api.conversations.schemas import MAX_MESSAGE
from api.wechat.choices import chosen
from api.wechat.wording import Words

_CODE = re.compile(rf"(?P<named>咨询(?:编号|编码|码)[是为::]?)?(?P<code>[{CODE_ALPHABET}]{{{CODE_LENGTH}}})")
_LEAVE = re.compile(r"(?:给工作人员)?留言[\s：:，,]*(?P<question>.{0,500})", re.DOTALL)
_LAYOUT = frozenset("\t\n\r")
_PUNCTUATION = " \t\r\n。．.!！?？,，、~“”\"'"


class Deed(StrEnum):
    """What is asked for."""

    QUESTION = "question"
    CHOICE = "choice"
    MORE = "more"
    OWN_CODE = "own_code"
    CODE = "code"
    LEAVE = "leave"
    EXPORT = "export"
    ERASE = "erase"
    ERASE_SURELY = "erase_surely"
    NOTHING = "nothing"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Command:
    """What is asked for, in which words. ``number`` counts choices from 0; ``named`` says that ``code`` was called one."""

    deed: Deed
    words: str = ""
    number: int = 0
    code: str = ""
    named: bool = False


def command_of(text: str, choices: int, words: Words) -> Command:
    """Return what a message asks for. ``choices`` is how many numbered choices the citizen has before them."""
    said = _readable(text)
    if all(unicodedata.category(char)[0] in "ZCM" for char in said):
        return Command(Deed.NOTHING)
    if (number := chosen(said, choices)) is not None:
        return Command(Deed.CHOICE, said, number)
    bare = unicodedata.normalize("NFKC", said).strip(_PUNCTUATION)
    if deed := _by_words(bare, words):
        return Command(deed, said)
    if left := _LEAVE.fullmatch(said):
        return Command(Deed.LEAVE, left["question"])
    if code := _CODE.fullmatch(re.sub(r"[\s-]", "", bare).upper()):
        return Command(Deed.CODE, said, code=code["code"], named=bool(code["named"]))
    return Command(Deed.TOO_LONG if len(said) > MAX_MESSAGE else Deed.QUESTION, said)


def _by_words(bare: str, words: Words) -> Deed | None:
    spoken = {
        Deed.MORE: words.more | words.late,
        Deed.OWN_CODE: words.code,
        Deed.EXPORT: words.export,
        Deed.ERASE: words.erase,
        Deed.ERASE_SURELY: words.erase_surely,
    }
    return next((deed for deed, said in spoken.items() if bare in said), None)


def _readable(text: str) -> str:
    """Leave out control characters, which no question needs; WeChat's own emoji codes stay as they are."""
    kept = (char for char in text if char in _LAYOUT or unicodedata.category(char) not in {"Cc", "Cs"})
    return "".join(kept).strip()
