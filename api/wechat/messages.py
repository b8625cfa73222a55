"""Every message and event of an Official Account, as one kind of thing: ``Incoming``."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b

from api.channels.port import Incoming, IncomingKind
from api.wechat.refusals import CallbackRefused, TencentCode

CHANNEL = "wechat"
_OPENID = re.compile(r"[\w.@-]{1,128}", re.ASCII)
_MESSAGE_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SECONDS = re.compile(r"[0-9]{1,10}")
_LONGEST_KEY = 128
_MESSAGES = {
    "text": IncomingKind.TEXT,
    "image": IncomingKind.IMAGE,
    "voice": IncomingKind.VOICE,
    "video": IncomingKind.VIDEO,
    "shortvideo": IncomingKind.VIDEO,
    "location": IncomingKind.LOCATION,
    "link": IncomingKind.LINK,
}
_EVENTS = {
    "subscribe": IncomingKind.SUBSCRIBE,
    "unsubscribe": IncomingKind.UNSUBSCRIBE,
    "click": IncomingKind.CLICK,
}
_WORDS = {
    IncomingKind.TEXT: "Content",
    IncomingKind.VOICE: "Recognition",  # often empty, and going off-line: a gift where it is there, never relied on
    IncomingKind.LOCATION: "Label",
    IncomingKind.LINK: "Url",
    IncomingKind.CLICK: "EventKey",
}
_DETAILS = {
    "ToUserName": "account",
    "bizmsgmenuid": "menu_item",
    "Format": "format",
    "EventKey": "event_key",
    "Ticket": "ticket",
    "PicUrl": "picture",
    "ThumbMediaId": "thumbnail",
    "Location_X": "latitude",
    "Location_Y": "longitude",
    "Title": "title",
    "ScanCodeInfo.ScanResult": "scanned",
}


def incoming_of(fields: Mapping[str, str]) -> Incoming:
    """Return what a callback tells.

    Raises:
        CallbackRefused: sender, moment or kind is missing, or the id is none.
    """
    sender = fields.get("FromUserName", "")
    if not _OPENID.fullmatch(sender):
        raise CallbackRefused(TencentCode.XML, "没有发送者")
    kind_name, event = fields.get("MsgType", "").strip().lower(), fields.get("Event", "").strip().lower()
    if not kind_name:
        raise CallbackRefused(TencentCode.XML, "没有消息类型")
    is_event = kind_name == "event"
    kind = _EVENTS.get(event, IncomingKind.OTHER) if is_event else _MESSAGES.get(kind_name, IncomingKind.OTHER)
    return Incoming(
        channel=CHANNEL,
        key=_event_key(fields, sender, event) if is_event else _message_key(fields, sender),
        sender=sender,
        at=_moment(fields),
        kind=kind,
        text=fields.get(_WORDS.get(kind, ""), ""),
        media_id=fields.get("MediaId", ""),
        details={ours: fields[theirs] for theirs, ours in _DETAILS.items() if fields.get(theirs)}
        | ({"event": event} if is_event else {"type": kind_name}),
    )


def _message_key(fields: Mapping[str, str], sender: str) -> str:
    given = fields.get("MsgId", "").strip()
    if given and not _MESSAGE_ID.fullmatch(given):
        raise CallbackRefused(TencentCode.XML, "消息编号不合要求")
    return given or _event_key(fields, sender, "")


def _event_key(fields: Mapping[str, str], sender: str, event: str) -> str:
    """Events have no id: sender and second tell them apart, and what happened, where two fall into one second."""
    key = ":".join((sender, fields.get("CreateTime", "").strip(), event, fields.get("EventKey", "")))
    if len(key) <= _LONGEST_KEY and key.isprintable():
        return key
    return f"{sender[:40]}:{blake2b(key.encode(errors='replace'), digest_size=24).hexdigest()}"


def _moment(fields: Mapping[str, str]) -> datetime:
    given = fields.get("CreateTime", "").strip()
    if not _SECONDS.fullmatch(given):
        raise CallbackRefused(TencentCode.XML, "没有发送时间")
    return datetime.fromtimestamp(int(given), UTC)
