import re

import pytest

from tests.unit.docs.pages import ROOT, page

CODE = "\n".join(
    path.read_text("utf-8")
    for folder in ("knowledge", "actions", "api")
    for path in sorted((ROOT / folder).rglob("*.py"))
)
WORDS = set(re.findall(r"\w+", CODE))
STEPS = "knowledge/answering/steps/"


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize("row", page("docs/glossary.md").rows, ids=lambda row: row[0])
def test_glossary_names_are_in_the_code(row: list[str]) -> None:
    assert set(codes(row[1])) <= WORDS


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_short_glossary_is_part_of_the_long_one(name: str) -> None:
    whole = {row[0]: row[1] for row in page("docs/glossary.md").rows}
    short = [row for row in page(name).rows if len(row) == 3 and row[0] in whole and codes(row[1])]
    assert short
    assert all(whole[row[0]] == row[1] for row in short)


def test_ports_and_adapters_exist() -> None:
    rows = [row for row in page("docs/developer.md").rows if len(row) == 3 and row[1].startswith("`")]
    ports = [row for row in rows if row[1].strip("`").endswith(".py")]
    assert ports
    for row in ports:
        assert {*codes(row[0]), *codes(row[2])} <= WORDS
        assert all(f"class {name}(Protocol)" in (ROOT / row[1].strip("`")).read_text("utf-8") for name in codes(row[0]))


def test_every_folder_is_listed_with_files_that_exist() -> None:
    rows = [
        row for row in page("docs/developer.md").rows if len(row) == 3 and row[0].startswith(("`knowledge/", "`api/"))
    ]
    named = {code: codes(row[2]) for row in rows for code in codes(row[0])}
    folders = {
        f"{path.parent.relative_to(ROOT).as_posix()}/"
        for top in ("knowledge", "api")
        for path in (ROOT / top).glob("*/__init__.py")
    }
    assert folders <= set(named)
    missing = [ROOT / folder / file for folder, files in named.items() if folder.endswith("/") for file in files]
    assert [path for path in missing if not path.exists()] == []


def test_every_step_is_listed() -> None:
    named = {code for row in page("docs/developer.md").rows for code in codes(" ".join(row)) if code.endswith(".py")}
    steps = {path.name for path in (ROOT / STEPS).glob("[a-z]*.py")}
    assert steps <= named


def test_log_events_and_metrics_exist() -> None:
    named = [code for row in page("docs/administrator.md").rows for code in codes(row[0])]
    events = [code for code in named if re.fullmatch(r"[a-z]+(_[a-z]+)+", code)]
    assert events
    assert [event for event in events if f'"{event}"' not in CODE] == []


def test_attributes_of_the_widget_exist() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "api" / "web" / "widget" / "src").rglob("*.ts"))
    named = {code for code in page("docs/site-owner.md").inline_codes if code.startswith(("data-", "yihaoda-"))}
    assert named
    assert [name for name in named if f'"{name}"' not in source] == []
