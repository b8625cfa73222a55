import re
from urllib.parse import unquote

import pytest

from tests.conftest import missing
from tests.unit.docs.pages import READMES, ROOT, page, page_names, slug

IMAGES = ROOT / "docs" / "images"
OURS = re.compile(r"^(?:knowledge|api|actions|bot|scripts|tests|docs|changelog)/[\w./-]*$")
LINKS = [
    pytest.param(name, target, id=f"{name} → {target}")
    for name in page_names()
    for target in dict.fromkeys(page(name).targets)
    if "://" not in target
]


@pytest.mark.parametrize(("name", "target"), LINKS)
def test_links_resolve(name: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    file = (ROOT / name).parent / path if path else ROOT / name
    if file.parent == IMAGES and not file.exists():
        missing(f"no {file.name}: the pictures are made from the running service")
    assert file.exists()
    if anchor:
        headings = page(file.resolve().relative_to(ROOT).as_posix()).headings
        assert unquote(anchor) in {slug(text) for _level, text in headings}


@pytest.mark.parametrize("name", page_names())
def test_paths_named_exist(name: str) -> None:
    named = [code for code in page(name).inline_codes if OURS.match(code) and not code.startswith("api/static")]
    assert [code for code in named if not (ROOT / code).exists()] == []


def test_both_readmes_say_the_same() -> None:
    english, chinese = (page(name) for name in READMES)
    assert [level for level, _text in english.headings] == [level for level, _text in chinese.headings]
    assert english.fences("sh") == chinese.fences("sh")
    assert [len(row) for row in english.rows] == [len(row) for row in chinese.rows]
    assert set(english.inline_codes) == set(chinese.inline_codes)
    assert [t for t in english.targets if "README" not in t] == [t for t in chinese.targets if "README" not in t]


@pytest.mark.parametrize("name", READMES)
def test_readme_is_short(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) < 200


def test_index_of_decisions_is_complete() -> None:
    listed = {target: row[1] for row in page("docs/adr/README.md").rows for target in re.findall(r"\((.+)\)", row[0])}
    titles = {path.name: _title(path.name) for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")}
    assert listed == titles


def _title(file: str) -> str:
    return re.sub(r"^\d+\.\s*", "", page(f"docs/adr/{file}").headings[0][1])
