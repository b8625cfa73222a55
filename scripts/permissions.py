"""Writes docs/permissions.md: what each route asks for, and which roles have it. ``python -m scripts.permissions``."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from api.app import create_app
from api.settings import Settings

PAGE = Path(__file__).parents[1] / "docs" / "permissions.md"
_LABELS: Mapping[Role, str] = {
    Role.OPERATOR: "话务员", Role.CURATOR: "知识维护员", Role.REVIEWER: "审核员", Role.PUBLISHER: "发布员",
    Role.ADMINISTRATOR: "系统管理员", Role.AUDITOR: "审计员",
}  # fmt: skip
_HEAD = """# Permissions: who may call what

Made by `python -m scripts.permissions` from the routes and from `api/accounts/roles.py`. A test holds this page to both, and calls every
route as every role.

A person has one role. A curator has the rights below for records of the own departments and regions only. A role without a mark is
answered with 403 `not_allowed`, somebody who is not signed in with 401 `not_signed_in`. A change needs the CSRF token too.
"""


def page() -> str:
    """Return the text of the page."""
    return "\n".join([_HEAD, "## Roles", "", *_roles(), "", "## Routes", "", *_routes(), ""])


def operations() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield (method, path, operation) of every route, by path."""
    app = create_app(Settings(_env_file=None))  # type: ignore[call-arg]  # pydantic-settings' own argument
    for path, ways in sorted(app.openapi()["paths"].items()):
        for method, operation in sorted(ways.items()):
            yield method.upper(), path, operation


def _roles() -> Iterator[str]:
    yield _row("Permission", *(f"{_LABELS[role]} `{role}`" for role in Role))
    yield _row(*["---"] * (len(Role) + 1))
    for permission in Permission:
        yield _row(f"`{permission}`", *_marks(permission))


def _routes() -> Iterator[str]:
    yield _row("Route", "Asks for", *(_LABELS[role] for role in Role))
    yield _row(*["---"] * (len(Role) + 2))
    for method, path, operation in operations():
        asked = operation.get("x-permission")
        if asked:
            yield _row(f"`{method} {path}`", f"`{asked}`", *_marks(Permission(asked)))
        else:
            yield _row(f"`{method} {path}`", "nothing: for everybody", *[""] * len(Role))


def _marks(permission: Permission) -> list[str]:
    return ["✓" if permission in ROLE_PERMISSIONS[role] else "" for role in Role]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
