"""Limits of what is read, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

FILE = Path(__file__).with_name("sheets.yml")


class SheetSettings(BaseModel):
    """The whole file. Sizes are bytes, ``max_cell`` characters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_bytes: PositiveInt
    max_columns: PositiveInt
    max_rows: PositiveInt
    max_scanned: PositiveInt
    max_cell: PositiveInt
    header_within: PositiveInt


@cache
def sheet_settings() -> SheetSettings:
    """Read ``sheets.yml``, once."""
    return SheetSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
