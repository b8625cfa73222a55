"""The pages of the documentation, taken apart."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[3]
READMES = ("README.md", "README.zh-CN.md")
_ASSIGNMENT = re.compile(r"^[A-Z][A-Z0-9_]*=")
_IMAGE_TAG = re.compile(r'<img[^>]*\bsrc="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``tokens`` are flat, inline ones included."""

    name: str
    tokens: tuple[Token, ...]

    def fences(self, language: str) -> list[str]:
        return [token.content for token in self.tokens if token.type == "fence" and token.info.strip() == language]

    @property
    def inline_codes(self) -> list[str]:
        return [token.content for token in self.tokens if token.type == "code_inline"]

    @property
    def headings(self) -> list[tuple[int, str]]:
        at = [index for index, token in enumerate(self.tokens) if token.type == "heading_open"]
        return [(int(self.tokens[index].tag[1:]), self.tokens[index + 1].content) for index in at]

    @property
    def targets(self) -> list[str]:
        """What the page links to or shows."""
        found = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in self.tokens]
        tags = [token.content for token in self.tokens if token.type in {"html_block", "html_inline"}]
        return [target for target in found if target] + [source for tag in tags for source in _IMAGE_TAG.findall(tag)]

    @property
    def rows(self) -> list[list[str]]:
        """The rows of every table, cells as written, head rows included."""
        rows: list[list[str]] = []
        for token, following in zip(self.tokens, self.tokens[1:], strict=False):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"td_open", "th_open"}:
                rows[-1].append(following.content)
        return rows

    def sections(self, level: int) -> dict[str, list[Token]]:
        """The tokens below each heading of this level."""
        found: dict[str, list[Token]] = {}
        name = ""
        for token, following in zip(self.tokens, self.tokens[1:], strict=False):
            if token.type == "heading_open" and int(token.tag[1:]) <= level:
                name = following.content
                found[name] = []
            elif name:
                found[name].append(token)
        return found


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a shell example: the settings before it, then its words."""

    assignments: dict[str, str]
    words: tuple[str, ...]


@cache
def page(name: str) -> Page:
    tokens = MarkdownIt("commonmark").enable("table").parse((ROOT / name).read_text("utf-8"))
    return Page(name, tuple(_flat(tokens)))


@cache
def page_names() -> tuple[str, ...]:
    paths = [ROOT / name for name in READMES] + sorted((ROOT / "docs").rglob("*.md"))
    return tuple(path.relative_to(ROOT).as_posix() for path in paths)


def examples(name: str) -> list[Command]:
    """Every line of the shell examples of a page."""
    return [_command(line) for block in page(name).fences("sh") for line in block.splitlines()]


def mentions(name: str) -> list[Command]:
    """Every command that the text of a page names."""
    return [_command(code) for code in page(name).inline_codes if code.startswith(("make ", "yihaoda "))]


def slug(heading: str) -> str:
    """The anchor that a heading gets on a code host."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _command(line: str) -> Command:
    words = shlex.split(line)
    cut = next((at for at, word in enumerate(words) if not _ASSIGNMENT.match(word)), len(words))
    return Command(dict(word.split("=", 1) for word in words[:cut]), tuple(words[cut:]))


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()
