"""The XML of the platform, read into names and texts, and written.

Read by expat itself, with the refusals of defusedxml: every callback is read twice, envelope and message, and the second library
costs more than decrypting does. A test holds the two together.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat  # no DOCTYPE gets past _refuse, so there are no entities to expand

from api.wechat.refusals import CallbackRefused, TencentCode

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(data: bytes) -> dict[str, str]:
    """Return the elements that hold text by name; inner ones by ``Outer.Inner``. The first of a name counts.

    Raises:
        CallbackRefused: it is too long or too deep, not UTF-8, not XML, or has a DOCTYPE.
    """
    if len(data) > MAX_BYTES:
        raise _unreadable("内容太长")
    reader, parser = _Reader(), expat.ParserCreate("utf-8")  # whatever the document says of its encoding
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _unreadable("内容不是可以接受的 XML") from error
    return reader.found


def write(fields: Mapping[str, str | int]) -> str:
    """Return ``<xml>`` with one element a field, texts in CDATA. Characters that XML cannot carry are left out."""
    return f"<xml>{''.join(_element(name, value) for name, value in fields.items())}</xml>"


class _Reader:
    """Collects the texts of the innermost elements. ``path`` is where the parser stands, the root left out."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.text: list[str] = []
        self._path: list[str] = []
        self._is_innermost = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Go into an element."""
        self._path.append(name)
        if len(self._path) > MAX_DEPTH:
            raise _unreadable("层次太深")
        self.text.clear()
        self._is_innermost = True

    def end(self, _name: str) -> None:
        """Come out of it."""
        if self._is_innermost and len(self._path) > 1:
            self.found.setdefault(".".join(self._path[1:]), "".join(self.text))
        self._path.pop()
        self.text.clear()
        self._is_innermost = False


def _refuse(*_declaration: object) -> None:
    raise _unreadable("不接受 DOCTYPE")


def _element(name: str, value: str | int) -> str:
    if isinstance(value, int):
        return f"<{name}>{value}</{name}>"
    text = _UNWRITABLE.sub("", value).replace("]]>", "]]]]><![CDATA[>")  # a CDATA section ends at the first "]]>"
    return f"<{name}><![CDATA[{text}]]></{name}>"


def _unreadable(message: str) -> CallbackRefused:
    return CallbackRefused(TencentCode.XML, message)
