"""The record of a person as a page to read and to keep, with the AI notice on it (标识办法)."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from api.privacy.schemas import SubjectRecord
from api.privacy.words import privacy_words
from knowledge.clock import CHINA


def page_of(record: SubjectRecord) -> str:
    """Return the page; whatever people wrote is text in it, never markup."""
    return _template().render(record=record, empty=privacy_words().empty)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["china"] = _china
    return environment.get_template("record.html")


def _china(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
