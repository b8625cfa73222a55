"""Who may do what: a role is a set of permissions, and a curator has them for the own departments and regions only."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is. A citizen has no account."""

    OPERATOR = "operator"  # answers calls and chats
    CURATOR = "curator"  # writes what the own department answers for
    REVIEWER = "reviewer"  # checks what others wrote
    PUBLISHER = "publisher"  # makes it public, and takes it back
    ADMINISTRATOR = "administrator"  # accounts, settings, and every right over the records
    AUDITOR = "auditor"  # reads everything, changes nothing


class Permission(StrEnum):
    """What a route asks for."""

    SESSION = "session"  # one's own session and password
    SEARCH = "search"
    READ_ENTRIES = "entries.read"
    EDIT_ENTRIES = "entries.edit"
    COMMENT = "entries.comment"
    REVIEW_ENTRIES = "entries.review"
    PUBLISH_ENTRIES = "entries.publish"
    READ_IMPORTS = "imports.read"
    IMPORT = "imports"
    READ_WATCHES = "watches.read"
    WATCH_SITES = "watches"
    READ_DICTIONARY = "dictionary.read"
    EDIT_DICTIONARY = "dictionary.edit"
    READ_ACCOUNTS = "accounts.read"
    EDIT_ACCOUNTS = "accounts.edit"
    READ_AUDIT = "audit.read"
    DESK = "desk"  # talk to citizens, and read what they asked
    PRIVACY = "privacy"  # export or erase what is kept of a person
    READ_CHANNELS = "channels.read"
    SWITCH_CHANNELS = "channels"
    SUPERVISE = "desk.supervise"  # see the whole desk: who is there, who waits, how long it takes
    READ_REPORTS = "reports.read"
    DECIDE_REPORTS = "reports"  # accept or reject what the desk proposes


_STAFF = frozenset({Permission.SESSION, Permission.SEARCH})
_READING = _STAFF | {Permission.READ_ENTRIES, Permission.READ_DICTIONARY}
_INCOMING = frozenset({Permission.READ_IMPORTS, Permission.READ_WATCHES})
_BRINGING = _INCOMING | {Permission.IMPORT, Permission.WATCH_SITES}
_CURATING = _READING | _BRINGING | {Permission.EDIT_ENTRIES, Permission.COMMENT}
_DECIDING = frozenset({Permission.READ_REPORTS, Permission.DECIDE_REPORTS})
_PUBLISHING = frozenset({Permission.COMMENT, Permission.PUBLISH_ENTRIES, Permission.EDIT_DICTIONARY})
_OVERSEEING = frozenset(
    {Permission.READ_ACCOUNTS, Permission.READ_AUDIT, Permission.READ_CHANNELS, Permission.READ_REPORTS, Permission.SUPERVISE}
)  # fmt: skip

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.OPERATOR: _STAFF | {Permission.DESK},
    Role.CURATOR: _CURATING | _DECIDING,
    Role.REVIEWER: _READING | {Permission.COMMENT, Permission.REVIEW_ENTRIES, Permission.READ_REPORTS},
    Role.PUBLISHER: _READING | _DECIDING | _PUBLISHING,
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.READ_AUDIT},
    Role.AUDITOR: _READING | _INCOMING | _OVERSEEING,
}
