"""Accounts and sessions at the edge."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from api.accounts.account import SignedIn
from api.accounts.directory import AccountChange, StaffMember
from api.accounts.roles import Permission, Role
from api.accounts.sessions import OpenSession

_MAX_SCOPE = 100


def _plain(text: str) -> str:
    """Take surrounding space away; a name with control characters is none."""
    text = text.strip()
    if not text or not text.isprintable():
        raise ValueError("blank or with control characters")
    return text


Short = Annotated[str, Field(min_length=1, max_length=128)]
Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_plain)]
Departments = Annotated[list[Name], Field(max_length=_MAX_SCOPE)]
Regions = Annotated[list[Annotated[str, Field(min_length=1, max_length=12)]], Field(max_length=_MAX_SCOPE)]


class Credentials(BaseModel):
    """Name and password."""

    username: Short
    password: Short


class PasswordChange(Credentials):
    """Name, present and new password."""

    new_password: Short


class Confirmation(BaseModel):
    """The password once more."""

    password: Short


class SessionOut(BaseModel):
    """Who is signed in, and what that person may do."""

    username: str
    display_name: str
    role: Role
    permissions: list[Permission]
    departments: list[str]
    regions: list[str]
    csrf_token: str

    @classmethod
    def of(cls, found: SignedIn) -> "SessionOut":
        """Return the session as its holder sees it."""
        account = found.account
        return cls(
            username=account.username, display_name=account.display_name, role=account.role,
            permissions=sorted(account.permissions), departments=list(account.departments),
            regions=list(account.regions), csrf_token=found.csrf_token,
        )  # fmt: skip


class NewUser(BaseModel):
    """Somebody to let in."""

    username: Short
    display_name: Annotated[str, Field(max_length=80)] = ""
    role: Role
    departments: Departments = []
    regions: Regions = []

    def scope(self) -> AccountChange:
        """Return name, departments and regions."""
        return AccountChange(self.display_name.strip(), None, self.departments, self.regions)


class UserChange(BaseModel):
    """What is to change; what is left out stays."""

    display_name: Name | None = None
    role: Role | None = None
    departments: Departments | None = None
    regions: Regions | None = None
    disabled: bool | None = None

    def change(self) -> AccountChange:
        """Return it as a value."""
        return AccountChange(self.display_name, self.role, self.departments, self.regions, self.disabled)


class UserOut(BaseModel):
    """An account as an administrator sees it."""

    username: str
    display_name: str
    role: Role
    departments: list[str]
    regions: list[str]
    disabled: bool
    locked: bool
    must_change_password: bool
    single_sign_on: bool
    last_seen_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, member: StaffMember) -> "UserOut":
        """Return the member as JSON has it."""
        account = member.account
        return cls(
            username=account.username, display_name=account.display_name, role=account.role,
            departments=list(account.departments), regions=list(account.regions), disabled=account.disabled,
            locked=member.locked, must_change_password=member.must_change_password,
            single_sign_on=member.single_sign_on, last_seen_at=member.last_seen_at, created_at=member.created_at,
        )  # fmt: skip


class OneTimePassword(BaseModel):
    """A password that is shown once and has to be changed at the first sign-in."""

    username: str
    password: str


class OpenSessionOut(BaseModel):
    """An open session; ``current`` is the one that asks."""

    id: str
    username: str
    address: str
    user_agent: str
    created_at: datetime
    last_seen_at: datetime
    current: bool

    @classmethod
    def of(cls, found: OpenSession, current: str) -> "OpenSessionOut":
        """Return the session as JSON has it."""
        return cls(
            id=found.id, username=found.username, address=found.address, user_agent=found.user_agent,
            created_at=found.created_at, last_seen_at=found.last_seen_at, current=found.id == current,
        )  # fmt: skip
