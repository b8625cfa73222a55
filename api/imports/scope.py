"""What the person who imports answers for."""

from dataclasses import dataclass
from typing import Any

from api.accounts.roles import Role
from api.accounts.service import Account
from api.records.codec import Content


@dataclass(frozen=True, slots=True)
class Scope:
    """Departments and regions of a curator; no regions are all regions."""

    departments: tuple[str, ...]
    regions: tuple[str, ...]

    def refusal(self, department: str, region: str) -> str:
        """Return why a record of this department and region is not the person's own; empty where it is."""
        if department not in self.departments:
            own = "、".join(self.departments) or "没有部门"
            return f"责任部门是“{department or '（没有写）'}”，不是您负责的部门（{own}）"
        if self.regions and region not in self.regions:
            return f"地区 {region} 不是您负责的地区（{'、'.join(self.regions)}）"
        return ""

    def as_json(self) -> dict[str, Any]:
        """Return the scope as it is kept with a job."""
        return {"departments": list(self.departments), "regions": list(self.regions)}


def scope_of(account: Account) -> Scope | None:
    """Return what an account is bound to, nothing where it may handle every record."""
    return Scope(account.departments, account.regions) if account.role is Role.CURATOR else None


def scope_from(document: dict[str, Any] | None) -> Scope | None:
    """Return the scope that was kept with a job."""
    return Scope(tuple(document["departments"]), tuple(document["regions"])) if document else None


def refusal(scope: Scope | None, content: Content) -> str:
    """Return why content may not be stored by somebody of this scope."""
    return scope.refusal(content.department, content.region) if scope else ""
