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


_STAFF = frozenset({Permission.SESSION, Permission.SEARCH})
_READING = _STAFF | {Permission.READ_ENTRIES, Permission.READ_DICTIONARY}
_INCOMING = frozenset({Permission.READ_IMPORTS, Permission.READ_WATCHES})
_BRINGING = _INCOMING | {Permission.IMPORT, Permission.WATCH_SITES}
_CURATING = _READING | _BRINGING | {Permission.EDIT_ENTRIES, Permission.COMMENT}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.OPERATOR: _STAFF,
    Role.CURATOR: _CURATING,
    Role.REVIEWER: _READING | {Permission.COMMENT, Permission.REVIEW_ENTRIES},
    Role.PUBLISHER: _READING | {Permission.COMMENT, Permission.PUBLISH_ENTRIES, Permission.EDIT_DICTIONARY},
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.READ_AUDIT},
    Role.AUDITOR: _READING | _INCOMING | {Permission.READ_ACCOUNTS, Permission.READ_AUDIT},
}
