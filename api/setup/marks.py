"""Parts of set-up that are skipped while what they are made of stays the same."""

import hashlib
from pathlib import Path

from api.db.engine import Database
from api.setup.tables import SetupMarkRow


def digest_of(folder: Path) -> str:
    """Return a digest of the YAML files below a folder, by name and content."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


async def is_marked(database: Database, part: str, made_of: str) -> bool:
    """Whether the part was done to this database with the same inputs."""
    async with database.read() as session:
        row = await session.get(SetupMarkRow, part)
    return row is not None and row.made_of == made_of


async def mark(database: Database, part: str, made_of: str) -> None:
    """Note that the part was done."""
    async with database.write() as session:
        await session.merge(SetupMarkRow(part=part, made_of=made_of))
