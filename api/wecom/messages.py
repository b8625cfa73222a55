"""The rows of WeCom's log, as what the rest of the service knows."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from api.channels.port import Incoming, IncomingKind

CHANNEL = "wecom"
_LONGEST = 128
_KINDS = {
    "text": IncomingKind.TEXT,
    "voice": IncomingKind.VOICE,
    "image": IncomingKind.IMAGE,
    "video": IncomingKind.VIDEO,
    "location": IncomingKind.LOCATION,
    "link": IncomingKind.LINK,
}
_WORDS = {IncomingKind.TEXT: "content", IncomingKind.LOCATION: "name", IncomingKind.LINK: "url"}


class Origin(IntEnum):
    """Who wrote a row."""

    CITIZEN = 3
    SYSTEM = 4
    SERVICER = 5


def incoming_of(row: Mapping[str, Any]) -> Incoming | None:
    """Return the message of a citizen; nothing for everything else in the log, and for what is no proper row."""
    msgid, userid, kind_name = (_text(row, name) for name in ("msgid", "external_userid", "msgtype"))
    sent = row.get("send_time")
    if row.get("origin") != Origin.CITIZEN or not msgid or not userid or not isinstance(sent, int):
        return None
    if len(msgid) > _LONGEST or len(userid) > _LONGEST or not 0 <= sent < 2**33:
        return None
    content = row.get(kind_name)
    content = content if isinstance(content, dict) else {}
    kind = _KINDS.get(kind_name, IncomingKind.OTHER)
    details = {"type": kind_name[:40]}
    if menu_item := _text(content, "menu_id"):
        details["menu_item"] = menu_item
    if kind is IncomingKind.VOICE:
        details["format"] = "amr"
    return Incoming(
        channel=CHANNEL,
        key=msgid,
        sender=userid,
        at=datetime.fromtimestamp(sent, UTC),
        kind=kind,
        text=_text(content, _WORDS.get(kind, "")),
        media_id=_text(content, "media_id"),
        details=details,
    )


def event_of(row: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the fields of an event, as texts; none where a row is something else."""
    event = row.get("event")
    if row.get("origin") != Origin.SYSTEM or row.get("msgtype") != "event" or not isinstance(event, dict):
        return {}
    return {str(name): str(value) for name, value in event.items()}


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""
