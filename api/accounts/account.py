"""What an account is outside the database, and where a request came from."""

import re
from dataclasses import dataclass
from datetime import datetime

from api.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from api.accounts.tables import AccountRow

ANONYMOUS = "anonymous"  # who acts in the audit log while nobody is signed in
SYSTEM = "system"  # … when the service itself acts
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff, without the password."""

    username: str
    display_name: str
    role: Role
    disabled: bool
    departments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do."""
        return ROLE_PERMISSIONS[self.role]

    def owns(self, department: str, region: str) -> bool:
        """Whether a record of this department and region is this person's own; a curator has no other."""
        if self.role is not Role.CURATOR:
            return True
        return department in self.departments and (not self.regions or region in self.regions)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session: ``token`` goes into the cookie once, ``csrf_token`` into a header of each change."""

    account: Account
    token: str
    csrf_token: str
    session_id: str = ""
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sign-in came from: address, and browser and system in two words."""

    address: str = ""
    user_agent: str = ""


def account_of(row: AccountRow) -> Account:
    """Return the account of a row."""
    departments, regions = tuple(row.departments), tuple(row.regions)
    return Account(row.username, row.display_name, Role(row.role), row.disabled, departments, regions)


def short_agent(header: str) -> str:
    """Return browser and system of a ``User-Agent``, or what it begins with; nothing in it is trusted."""
    browser = next((name for mark, name in _BROWSERS if mark in header), "")
    system = next((name for mark, name in _SYSTEMS if mark in header), "")
    if browser or system:
        return " · ".join(part for part in (browser, system) if part)
    return re.sub(r"[^\w ./()\-]", "", header)[:40]
