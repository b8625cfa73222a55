"""The menu under the conversation: fields of policy, and what else can be done, from ``menu.yml``.

Limits: https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu.html
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

FILE = Path(__file__).with_name("menu.yml")
_FIRST, _SECOND = 3, 5
_FIRST_BYTES, _SECOND_BYTES, _KEY_BYTES = 16, 60, 128


class Deed(StrEnum):
    """What an entry does that is no question."""

    HELP = "help"
    CODE = "code"
    PERSON = "person"


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text.encode()) > limit:
            raise ValueError(f"at most {limit} bytes")
        return text

    return AfterValidator(check)


class MenuItem(BaseModel):
    """One entry: it asks something, or does something."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1), _at_most(_SECOND_BYTES)]
    key: Annotated[str, Field(pattern="^[a-z0-9_]+$"), _at_most(_KEY_BYTES)]
    ask: Annotated[str, Field(max_length=500)] = ""
    do: Deed | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if bool(self.ask) is (self.do is not None):
            raise ValueError(f"{self.name}: ask or do, not both")
        return self


class MenuColumn(BaseModel):
    """One of the buttons that are always there, with what it opens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1), _at_most(_FIRST_BYTES)]
    items: Annotated[tuple[MenuItem, ...], Field(min_length=1, max_length=_SECOND)]


_MENU: TypeAdapter[tuple[MenuColumn, ...]] = TypeAdapter(
    Annotated[tuple[MenuColumn, ...], Field(min_length=1, max_length=_FIRST)]
)


class Menu:
    """The whole menu."""

    def __init__(self, columns: Sequence[MenuColumn]) -> None:
        """Take the columns.

        Raises:
            ValueError: two entries have one key.
        """
        self._columns = tuple(columns)
        items = [item for column in self._columns for item in column.items]
        self._items = {item.key: item for item in items}
        if len(self._items) < len(items):
            raise ValueError("two entries of the menu have one key")

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the menu of a file.

        Raises:
            ValueError: it does not hold to the platform's limits.
        """
        return cls(_MENU.validate_python(yaml.safe_load(text)))

    def get(self, key: str) -> MenuItem | None:
        """Return the entry that was touched; nothing for one that is not in the menu any more."""
        return self._items.get(key)

    def as_platform(self) -> dict[str, Any]:
        """Return the menu as ``/cgi-bin/menu/create`` takes it."""
        return {
            "button": [
                {
                    "name": column.name,
                    "sub_button": [{"type": "click", "name": item.name, "key": item.key} for item in column.items],
                }
                for column in self._columns
            ]
        }


@cache
def menu() -> Menu:
    """Read ``menu.yml``, once."""
    return Menu.read(FILE.read_text("utf-8"))
