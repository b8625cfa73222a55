"""Read the region list."""

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import InvalidInput
from knowledge.model.region import NATION, Region, RegionTree

DEFAULT = Path(__file__).with_name("sanmenxia.yml")

_Name = Annotated[str, Field(min_length=1, max_length=60)]


class _RegionRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=12)]
    name: _Name
    parent: str
    aliases: tuple[_Name, ...] = ()


class _RegionFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    regions: tuple[_RegionRow, ...]


def load_regions(path: Path = DEFAULT) -> RegionTree:
    """Read a region file; the shipped one once in a process.

    Raises:
        InvalidInput: the file is no region list, a code stands twice, or a region does not lead up to the nation.
    """
    return _shipped() if path == DEFAULT else _tree(path)


@cache
def _shipped() -> RegionTree:
    return _tree(DEFAULT)


def _tree(path: Path) -> RegionTree:
    rows = _read(path)
    codes = [row.code for row in rows]
    if len(set(codes)) != len(codes):
        raise InvalidInput(f"{path.name}: 行政区划代码重复")
    tree = RegionTree(Region(row.code, row.name, row.parent, row.aliases) for row in rows)
    for row in rows:
        if tree.ladder(row.code)[-1] != NATION:
            raise InvalidInput(f"{path.name}: {row.name} 的上级 {row.parent} 不在表中，或不通向 {NATION}")
    return tree


def _read(path: Path) -> tuple[_RegionRow, ...]:
    try:
        return _RegionFile.model_validate(yaml.safe_load(path.read_text("utf-8"))).regions
    except (yaml.YAMLError, ValidationError) as error:
        raise InvalidInput(f"{path.name}: 不是行政区划表：{error}") from error
