import pytest

from api.accounts.account import Account, short_agent
from api.accounts.errors import NotYours
from api.accounts.ownership import ensure_owns
from api.accounts.roles import Role


def person(role: Role, departments: tuple[str, ...] = (), regions: tuple[str, ...] = ()) -> Account:
    return Account("wang", "王五", role, False, departments, regions)


@pytest.mark.parametrize(
    ("account", "owns"),
    [
        (person(Role.CURATOR, ("图书馆",)), True),
        (person(Role.CURATOR, ("民政局", "图书馆"), ("411202",)), True),
        (person(Role.CURATOR, ("图书馆",), ("411203",)), False),
        (person(Role.CURATOR, ("民政局",)), False),
        (person(Role.CURATOR), False),
        *[(person(role), True) for role in Role if role is not Role.CURATOR],
    ],
)
def test_a_curator_has_the_own_records_only(account: Account, owns: bool) -> None:
    if owns:
        ensure_owns(account, "图书馆", "411202")
        return
    with pytest.raises(NotYours) as caught:
        ensure_owns(account, "图书馆", "411202")
    assert caught.value.code == "not_yours"


@pytest.mark.parametrize("department", ["", "图书馆 "])
def test_a_record_of_no_department_is_no_curators(department: str) -> None:
    with pytest.raises(NotYours):
        ensure_owns(person(Role.CURATOR, ("图书馆",)), department, "411202")


@pytest.mark.parametrize(
    ("header", "short"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17.0 Safari/605.1", "Safari · macOS"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("<script>alert(1)</script>" + "x" * 100, "scriptalert(1)/script" + "x" * 19),
        ("", ""),
    ],
)
def test_a_browser_in_two_words(header: str, short: str) -> None:
    assert short_agent(header) == short
