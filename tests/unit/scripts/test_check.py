"""Checks side by side: every one is run, told of, and counted."""

import sys
from pathlib import Path

import pytest

from scripts import check


def a_check(name: str, code: str) -> check.Check:
    return name, [sys.executable, "-c", code], Path()


def test_all_lanes_are_run_in_their_order_and_told_with_what_they_printed() -> None:
    told: list[check.Outcome] = []
    lanes = [
        [a_check("a", "print('first')"), a_check("b", "raise SystemExit(3)")],
        [a_check("c", "import sys; sys.stderr.write('third')")],
    ]
    outcomes = check.side_by_side(lanes, told.append)
    assert [(o.name, o.passed, o.output.strip()) for o in outcomes] == [
        ("a", True, "first"), ("b", False, ""), ("c", True, "third"),
    ]  # fmt: skip
    assert sorted(o.name for o in told) == ["a", "b", "c"]


@pytest.mark.parametrize(("code", "status"), [("pass", 0), ("raise SystemExit(1)", 1)])
def test_one_failure_fails_everything(monkeypatch: pytest.MonkeyPatch, code: str, status: int) -> None:
    monkeypatch.setattr(check, "PYTHON_CHECKS", (a_check("python", "pass"),))
    monkeypatch.setattr(check, "WEB_CHECKS", (a_check("web", "pass"),))
    monkeypatch.setattr(check, "GATE", (a_check("gate", code),))
    monkeypatch.setattr(check, "TESTS", (a_check("tests", "pass"),))
    assert check.main(["--tests"]) == status
    assert check.main([]) == 0, "without the tests there is no gate"


def test_every_check_is_in_one_place_only() -> None:
    names = [name for lane in (check.PYTHON_CHECKS, check.WEB_CHECKS, check.GATE, check.TESTS) for name, _, _ in lane]
    assert len(set(names)) == len(names)
    assert {"format", "lint", "types", "layers", "web lint", "web types", "web tests", "gate"} <= set(names)
