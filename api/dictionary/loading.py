"""The newest dictionary of an installation as a lexicon."""

import asyncio

from api.db.engine import Database
from api.dictionary.repository import DictionaryRepository
from knowledge.clock import utc_now
from knowledge.dictionary.lexicon import Lexicon, build_lexicon


async def newest_version(database: Database) -> int:
    """Return the number of the newest version, 0 where there is none."""
    async with database.read() as session:
        return await DictionaryRepository(session, utc_now).newest()


async def newest_lexicon(database: Database) -> Lexicon:
    """Return the lexicon of the newest version."""
    async with database.read() as session:
        records = DictionaryRepository(session, utc_now)
        number = await records.newest()
        dictionary = await records.at(number)
    return await asyncio.to_thread(build_lexicon, dictionary, number)
