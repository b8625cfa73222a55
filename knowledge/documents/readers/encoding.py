"""Bytes to text: UTF-8, UTF-16 and GB 18030, told apart without guessing at random."""

import codecs
import re

from knowledge.documents.errors import UnreadableDocument
from knowledge.documents.readers.characters import plain

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd\ue000-\uf8ff]")
_TOLERATED = 0.02


def decode(data: bytes, name: str) -> str:
    """Decode ``data``, without control and invisible characters; page breaks become line ends.

    Raises:
        UnreadableDocument: none of the encodings fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(_decoded(data, encoding), name)
    candidates = (_utf16(data), "utf-8", "gb18030")
    text = next((text for encoding in candidates if encoding and (text := _decoded(data, encoding)) is not None), None)
    return _clean(text, name)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> str | None:
    """Without a mark, UTF-16 shows in its line ends and blanks: every second byte of them is zero."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    zeros_even, zeros_odd = sample[::2].count(0), sample[1::2].count(0)
    if not zeros_even and not zeros_odd:
        return None
    return "utf-16-le" if zeros_odd >= zeros_even else "utf-16-be"


def is_text(data: bytes) -> bool:
    """Whether ``data`` decodes to text."""
    try:
        decode(data, "")
    except UnreadableDocument:
        return False
    return True


def without_control(text: str) -> str:
    """Return ``text`` without control and invisible characters, and with the characters that look-alikes stand for."""
    return plain(_CONTROL.sub("", text))


def _clean(text: str | None, name: str) -> str:
    if text is None or len(_BROKEN.findall(text)) > 1 + _TOLERATED * len(text):
        raise UnreadableDocument(
            f"“{name}”不是文本，或者它的编码不是 UTF-8、UTF-16、GB18030 之一。",
            remedy="请另存为 UTF-8 文本后重新导入。",
        )
    lines = re.sub(r"\r\n?|[\f\v\u2028\u2029\x85]", "\n", text)
    return without_control(lines)
