"""Read the region list."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.errors import InvalidInput
from knowledge.model.region import NATION, Region, RegionTree

DEFAULT = Path(__file__).with_name("sanmenxia.yml")


class _RegionRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str
    name: str
    parent: str
    aliases: tuple[str, ...] = ()


class _RegionFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    regions: tuple[_RegionRow, ...]


def load_regions(path: Path = DEFAULT) -> RegionTree:
    """Read a region file.

    Raises:
        InvalidInput: a parent is missing, or a code stands twice.
    """
    rows = _RegionFile.model_validate(yaml.safe_load(path.read_text("utf-8"))).regions
    codes = [row.code for row in rows]
    if len(set(codes)) != len(codes):
        raise InvalidInput(f"{path.name}: 行政区划代码重复")
    for row in rows:
        if row.code != NATION and row.parent not in codes:
            raise InvalidInput(f"{path.name}: {row.name} 的上级 {row.parent} 不在表中")
    return RegionTree(Region(row.code, row.name, row.parent, row.aliases) for row in rows)
