"""Tunables of the index, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveInt

FILE = Path(__file__).with_name("index.yml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WindowSettings(_Section):
    """Windows, in characters."""

    longer_than: PositiveInt
    length: PositiveInt
    stride: PositiveInt


class SegmentSettings(_Section):
    """When segments are merged. Rows are passages."""

    merge_at_once_below: PositiveInt
    merge_ratio: PositiveInt
    compact_above_segments: PositiveInt
    compact_above_dead_share: float = Field(gt=0, lt=1)


class DenseSettings(_Section):
    """When exact search gives way to an approximate one."""

    exact_up_to: PositiveInt
    probes: PositiveInt


class IndexSettings(_Section):
    """The whole file."""

    windows: WindowSettings
    segments: SegmentSettings
    dense: DenseSettings


@cache
def index_settings() -> IndexSettings:
    """Read ``index.yml``, once."""
    return IndexSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
