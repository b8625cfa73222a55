"""The words of an installation in the database, on both databases, and in use in the replicas."""

from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select
from tiny_library import publish_library

from api.audit.tables import AuditRow
from api.db.engine import Database
from api.dictionary.errors import DictionaryChanged, InvalidWords
from api.dictionary.following import DictionaryFollower
from api.dictionary.repository import DictionaryRepository
from api.dictionary.service import DictionaryService
from api.replica.live import LiveReplica
from api.replica.replica import build_replica
from api.replica.verification import compare
from api.settings import Settings
from knowledge.clock import utc_now
from knowledge.dictionary.words import DictionaryWord, Group, Op, WordChange
from knowledge.embedding.hashed import HashedEncoder
from knowledge.errors import InvalidInput, NotFound
from knowledge.wording.reading import Means

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
SAID = WordChange(Op.ADD, DictionaryWord(Group.COLLOQUIAL, "溜达证", "图书借阅证"))
CUT = WordChange(Op.ADD, DictionaryWord(Group.WORD, "借阅证应当"))


class Place:
    """One replica with its follower."""

    def __init__(self, database: Database, replica: LiveReplica) -> None:
        self.replica = replica
        self.follower = DictionaryFollower(database, replica)
        self.words = DictionaryService(database, self.follower.take_newest, utc_now)

    def reads(self, text: str) -> list[str]:
        return self.replica.reader().read(text).by(Means.COLLOQUIAL).splitlines()


async def a_place(database: Database, folder: Path) -> Place:
    settings = Settings(_env_file=None, data_dir=folder)
    return Place(database, LiveReplica(await build_replica(settings, database, HashedEncoder())))


@pytest_asyncio.fixture
async def here(database: Database, tmp_path: Path) -> Place:
    await publish_library(database)
    return await a_place(database, tmp_path / "here")


async def save(place: Place, *changes: WordChange, base: int = 0) -> int:
    number, _ = await place.words.save(changes, base_version=base, author="甲", reason="群众这么说")
    return number


async def test_a_word_is_in_use_when_it_is_saved(here: Place) -> None:
    before = here.replica.fingerprint
    assert "图书借阅证" not in here.reads("溜达证怎么办")
    assert await save(here, SAID) == 1
    assert "图书借阅证" in here.reads("溜达证怎么办")
    assert here.replica.fingerprint != before
    assert here.replica.fingerprint.endswith("|dictionary/1")


async def test_the_audit_log_tells_who_and_why(here: Place, database: Database) -> None:
    await save(here, SAID)
    async with database.read() as session:
        line = (await session.scalars(select(AuditRow))).one()
    assert (line.actor, line.action, line.details["version"]) == ("甲", "dictionary.saved", 1)
    assert line.details["changes"][0]["said"] == "溜达证"


async def test_another_replica_follows(here: Place, database: Database, tmp_path: Path) -> None:
    there = await a_place(database, tmp_path / "there")
    await save(here, SAID, CUT)
    assert there.replica.dictionary == 0
    await there.follower.take_newest()
    assert there.reads("溜达证怎么办") == here.reads("溜达证怎么办")
    assert there.replica.fingerprint == here.replica.fingerprint


async def test_a_word_that_cuts_changes_the_index_and_nothing_else(here: Place, database: Database) -> None:
    view = here.replica.current.index.view
    await save(here, CUT)
    now = here.replica.current.index.view
    assert now is not view
    assert (await compare(here.replica.current, database))["identical"]
    found = here.replica.current.index
    assert "借阅证应当" in found.analyzer.words("办理借阅证应当出示身份证件。")
    assert now.segments[0].dense is view.segments[0].dense


async def test_a_replica_that_starts_later_has_the_words(here: Place, database: Database, tmp_path: Path) -> None:
    await save(here, SAID, CUT)
    for folder in ("here", "fresh"):  # from the snapshot that was saved with the words, and from the log
        again = await a_place(database, tmp_path / folder)
        assert again.replica.fingerprint == here.replica.fingerprint
        assert again.replica.passages == here.replica.passages


async def test_what_is_published_afterwards_is_cut_alike(here: Place, database: Database, tmp_path: Path) -> None:
    await save(here, CUT)
    await publish_library(database)
    await here.replica.catch_up()
    assert (await compare(here.replica.current, database))["identical"]
    assert here.replica.current.index.analyzer.name == here.replica.fingerprint.split("|")[1]


async def test_two_who_save_at_once(here: Place) -> None:
    await save(here, SAID)
    with pytest.raises(DictionaryChanged, match="已经是第 1 版"):
        await save(here, CUT, base=0)
    with pytest.raises(DictionaryChanged):
        await save(here, CUT, base=7)
    assert await save(here, CUT, base=1) == 2


async def test_all_or_nothing(here: Place, database: Database) -> None:
    bad = WordChange(Op.ADD, DictionaryWord(Group.COLLOQUIAL, "证", "图书借阅证"))
    with pytest.raises(InvalidWords, match="第 2 条"):
        await save(here, SAID, bad)
    assert (await here.words.current())[0] == 0
    async with database.read() as session:
        assert (await session.scalars(select(AuditRow))).all() == []


async def test_the_way_back(here: Place) -> None:
    shipped = here.replica.current.index.analyzer.name
    await save(here, SAID, CUT)
    await save(here, WordChange(Op.REMOVE, SAID.word), base=1)
    assert await here.words.roll_back(1, base_version=2, author="乙", reason="") == 3
    assert "图书借阅证" in here.reads("溜达证怎么办")
    assert await here.words.roll_back(0, base_version=3, author="乙", reason="") == 4
    assert (await here.words.current())[1].words == ()
    assert here.replica.current.index.analyzer.name == shipped
    assert [version.number for version in await here.words.versions()] == [4, 3, 2, 1]
    assert (await here.words.versions())[0].reason == "退回第 0 版"
    with pytest.raises(InvalidInput, match="现在就是"):
        await here.words.roll_back(0, base_version=4, author="乙", reason="")
    with pytest.raises(NotFound):
        await here.words.roll_back(9, base_version=4, author="乙", reason="")


async def test_versions_can_be_read_as_they_were(here: Place, database: Database) -> None:
    await save(here, SAID)
    await save(here, CUT, base=1)
    async with database.read() as session:
        records = DictionaryRepository(session, utc_now)
        sizes = [len((await records.at(number)).words) for number in range(3)]
    assert sizes == [0, 1, 2]
