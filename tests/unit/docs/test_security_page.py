"""The page on security names tests that exist, and every item of the standard."""

import ast
import re
from functools import cache

import pytest

from tests.unit.docs.pages import ROOT, page

PAGE = page("docs/security.md")
STATES = {"met", "partly", "not met", "by the operator"}
NAMED = sorted({code for code in PAGE.inline_codes if code.startswith("tests/") and "::" in code})
# OWASP ASVS 4.0.3, levels 1 and 2: how many items each section has; those deleted or of level 3 only are taken out below.
SECTIONS = {
    2: (12, 3, 3, 6, 7, 3, 6, 7, 3, 4), 3: (1, 4, 4, 5, 3, 0, 1), 4: (5, 2, 3), 5: (5, 8, 10, 3, 4), 6: (3, 6, 2, 2),
    7: (4, 2, 4, 3), 8: (4, 3, 8), 9: (3, 4), 10: (0, 2, 3), 11: (8,), 12: (3, 1, 6, 2, 2, 1), 13: (5, 6, 2, 2),
    14: (4, 6, 3, 7, 4),
}  # fmt: skip
DELETED = {"4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1"}
ITEMS = {
    f"{chapter}.{section}.{item}"
    for chapter, sizes in SECTIONS.items()
    for section, size in enumerate(sizes, 1)
    for item in range(1, size + 1)
} - DELETED


@cache
def names_in(path: str) -> set[str]:
    """The names of the tests of a file, those in classes with the class."""
    found: set[str] = set()
    for node in ast.parse((ROOT / path).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}::{part.name}"
                for part in node.body
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)
            }
    return found


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_is_named_exists(named: str) -> None:
    path, _, name = named.partition("::")
    own = name in names_in(path)
    inherited = name.rpartition("::")[2] in {test.rpartition("::")[2] for test in names_in(path)}
    assert own or inherited


def test_every_item_of_the_standard_is_there_once() -> None:
    shown = [item for row in PAGE.rows for item in re.findall(r"\b\d+\.\d+\.\d+\b", row[0])]
    assert sorted(shown) == sorted(ITEMS)


def test_every_state_is_one_and_says_why() -> None:
    rows = [row for row in PAGE.rows if len(row) == 4 and row[0] != "Item"]
    assert rows
    assert [row for row in rows if row[2] not in STATES or not row[3]] == []
