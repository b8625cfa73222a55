import re

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from api.cli.app import program
from tests.unit.docs.pages import READMES, ROOT, Command, examples, mentions, page, page_names

TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PLACEHOLDER = "COMMAND"
PROGRAM = typer.main.get_command(program())


def leaves(command: object, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], TyperCommand]:
    """Every command that does something, by its words."""
    if isinstance(command, TyperGroup):
        return {
            key: leaf for name, below in command.commands.items() for key, leaf in leaves(below, (*path, name)).items()
        }
    assert isinstance(command, TyperCommand)
    return {path: command}


LEAVES = leaves(PROGRAM)


def options(leaf: TyperCommand) -> set[str]:
    return {option for parameter in leaf.params for option in parameter.opts if option.startswith("--")}


def called(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """The command that the words after ``yihaoda`` name."""
    return next((path for path in LEAVES if words[: len(path)] == path), None)


def arguments(commands: list[Command], program: str) -> list[tuple[str, ...]]:
    """What follows the program's name in each of its commands."""
    found = [command.words for command in commands if command.words]
    return [words[1:] for words in found if words[0].split("/")[-1] == program and PLACEHOLDER not in words]


@pytest.mark.parametrize("name", page_names())
def test_make_targets_exist(name: str) -> None:
    assert {words[0] for words in arguments(examples(name) + mentions(name), "make")} <= TARGETS


def test_every_make_target_is_documented() -> None:
    assert {words[0] for words in arguments(mentions("docs/developer.md"), "make")} == TARGETS


@pytest.mark.parametrize("name", page_names())
def test_commands_and_options_named_exist(name: str) -> None:
    for words in arguments(mentions(name), "yihaoda"):
        path = called(words)
        assert path is not None, words
        assert {word for word in words if word.startswith("--")} <= options(LEAVES[path]), words


@pytest.mark.parametrize("name", page_names())
def test_shell_examples_parse(name: str) -> None:
    for words in arguments(examples(name), "yihaoda"):
        path = called(words)
        assert path is not None, words
        LEAVES[path].make_context("yihaoda", list(words[len(path) :])).close()  # a wrong use raises


@pytest.mark.parametrize("name", READMES)
def test_readme_lists_every_command_with_all_its_options(name: str) -> None:
    listed: set[tuple[str, ...]] = set()
    for row in page(name).rows:
        shown = [called(tuple(code.split())) for code in re.findall(r"`yihaoda ([^`]+)`", row[0])]
        paths = [path for path in shown if path]
        if not paths:
            continue
        listed |= set(paths)
        written = set(re.findall(r"`(--[a-z-]+)`", row[1]))
        assert written == set().union(*(options(LEAVES[path]) for path in paths)), row
    assert listed == set(LEAVES)
