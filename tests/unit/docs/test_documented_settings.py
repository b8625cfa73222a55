import re
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from api.settings import Settings
from tests.unit.docs.pages import ROOT, examples, page, page_names

NAME = re.compile(r"\bYIHAODA_[A-Z_]*[A-Z]\b")
TABLES = ("README.md", "README.zh-CN.md", "docs/administrator.md")


def defaults(model: BaseModel, prefix: str) -> dict[str, str]:
    """Every setting by the name of its variable, with its default as a person writes it."""
    found: dict[str, str] = {}
    for field in type(model).model_fields:
        name, value = f"{prefix}{field.upper()}", getattr(model, field)
        if isinstance(value, BaseModel):
            found |= defaults(value, f"{name}__")
        else:
            plain = value.get_secret_value() if isinstance(value, SecretStr) else value
            found[name] = "" if plain == () else str(plain).lower() if isinstance(plain, bool) else str(plain)
    return found


DEFAULTS = defaults(Settings.model_construct(), "YIHAODA_")
OF_TESTS = set(NAME.findall((ROOT / "tests" / "conftest.py").read_text("utf-8")))


@pytest.mark.parametrize("name", page_names())
def test_settings_named_exist(name: str) -> None:
    assert set(NAME.findall((ROOT / name).read_text("utf-8"))) <= set(DEFAULTS) | OF_TESTS


@pytest.mark.parametrize("name", TABLES)
def test_table_has_every_setting_with_its_default(name: str) -> None:
    rows = {row[0].strip("`"): row[1] for row in page(name).rows if row[0].startswith("`YIHAODA_")}
    shown = {variable: cell.strip("`") if cell.startswith("`") else "" for variable, cell in rows.items()}
    assert shown == DEFAULTS


@pytest.mark.parametrize("name", page_names())
def test_settings_in_examples_are_accepted(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # away from a .env file
    for command in examples(name):
        for variable, value in command.assignments.items():
            monkeypatch.setenv(variable, value)
    settings = Settings()
    assert all(not origin.endswith("/") for origin in settings.widget.allowed_origins)
