"""A program that publishes without end, to be killed: ``python publishing_program.py URL FIRST``."""

import asyncio
import sys

from api.db.engine import Database
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge.clock import utc_now
from tests.contents import entry_content


async def publish(database: Database, number: int) -> None:
    """Store and publish one entry in one transaction."""
    async with database.write() as session:
        records = RecordRepository(session, utc_now)
        revision, changed = await records.add_revision(f"e{number}", entry_content(number), author="程序", reason="")
        if changed:
            await Publisher(session, utc_now).publish(f"e{number}", revision)


async def main(url: str, first: int) -> None:
    """Publish entry after entry, naming each that is committed."""
    database = Database(url)
    for number in range(first, sys.maxsize):
        await publish(database, number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
