"""No path of a machine and no address of a registry: a checkout works the same wherever it lies."""

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from tests.unit.docs.pages import ROOT

FORBIDDEN = re.compile(
    rb"(?<![\w.])/(?:work|opt|root|home/\w+|Users/\w+)/"
    rb"|file:/{3}\w|/tmp/(?!\.)\w+/"
    rb"|pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|download[.]pytorch[.]org|tuna[.]tsinghua|npmmirror[.]com"
)
IGNORED = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split())]
BINARY = frozenset({".npz", ".png", ".jpg", ".ico", ".woff2"})


def is_ignored(path: Path) -> bool:
    return any(fnmatch(path.name, name) or path.relative_to(ROOT).as_posix() == name for name in IGNORED)


def files() -> Iterator[Path]:
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not is_ignored(Path(folder, name))]
        paths = [Path(folder, name) for name in names]
        yield from (path for path in paths if path.suffix not in BINARY and not is_ignored(path))


def test_files_name_no_machine_and_no_registry() -> None:
    found = {path.relative_to(ROOT).as_posix(): FORBIDDEN.search(path.read_bytes()) for path in files()}
    assert {name: match[0] for name, match in found.items() if match} == {}
