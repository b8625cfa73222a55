"""Jobs in the background: broken off, taken up, cancelled, done once."""

import asyncio
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.accounts.roles import Role
from api.accounts.service import Account
from api.audit.tables import AuditRow
from api.db.engine import Database
from api.imports.parts import FileReader, OpenFile, Part
from api.imports.schemas import ImportOut
from api.imports.service import ImportService, Order
from api.imports.uploads import Uploads
from api.imports.worker import ImportWorker
from api.records.repository import RecordRepository
from api.records.tables import EntryRow, RevisionRow
from knowledge.errors import Conflict, InvalidInput
from knowledge.model.interpretation import Interpretation
from knowledge.regions.loader import load_regions
from knowledge.sheets.drafting import Defaults

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
STAFF = Account("boss", "", Role.ADMINISTRATOR, disabled=False)
REGIONS = load_regions()


@dataclass
class Upload:
    """A file that is being sent."""

    filename: str
    data: bytes

    async def read(self, size: int = -1) -> bytes:
        piece, self.data = (self.data, b"") if size < 0 else (self.data[:size], self.data[size:])
        return piece


@dataclass
class Times:
    now: datetime = datetime(2031, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Watched(FileReader):
    """A reader that counts what it reads, and fails or stops somebody at a certain row."""

    def __init__(self) -> None:
        super().__init__(REGIONS, "411200")
        self.read: list[str] = []
        self.fail_at = ""
        self.at: dict[str, object] = {}

    def open(self, source: Path | bytes, name: str, defaults: Defaults) -> OpenFile:
        opened = super().open(source, name, defaults)
        return OpenFile(self._watched(opened.parts), opened.notes)

    def _watched(self, parts: Iterator[Part]) -> Iterator[Part]:
        for part in parts:
            self.read.append(part.title)
            if part.title and part.title == self.fail_at:
                raise RuntimeError("a bug")
            if part.title in self.at:
                self.at[part.title]()  # type: ignore[operator]
            yield part


@dataclass
class Office:
    """A service and workers over one database and one folder."""

    database: Database
    folder: Path
    times: Times = field(default_factory=Times)
    reader: Watched = field(default_factory=Watched)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def worker(self, name: str = "one") -> ImportWorker:
        return ImportWorker(self.database, self.times, self.reader, Uploads(self.folder), name)

    @property
    def service(self) -> ImportService:
        ids = lambda: f"job{next(self.ids)}"  # noqa: E731
        return ImportService(self.database, self.times, ids, Uploads(self.folder), self.worker(), REGIONS)

    async def create(self, *files: tuple[str, bytes], dry_run: bool = False) -> str:
        order = Order(dry_run=dry_run)
        return (await self.service.create([Upload(*file) for file in files], order, STAFF)).id

    async def shown(self, job_id: str) -> ImportOut:
        return await self.service.get(job_id, STAFF)

    async def revisions(self) -> int:
        async with self.database.read() as session:
            return await session.scalar(select(func.count()).select_from(RevisionRow)) or 0


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    return Office(database, tmp_path / "imports")


@pytest.fixture(autouse=True)
def every_row_is_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.imports.running._AT_ONCE", 1)


def document(n: int) -> bytes:
    words = "甲乙丙丁戊己庚辛壬癸"[n % 10]
    return f"示例市{words}事管理办法\n示政办〔2031〕{n + 1}号\n第一条 {words}事由{words}局办理。\n".encode()


def title(n: int) -> str:
    return f"示例市{'甲乙丙丁戊己庚辛壬癸'[n % 10]}事管理办法"


def archive(*numbers: int) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for n in numbers:
            target.writestr(f"{n}.txt", document(n))
    return stream.getvalue()


async def test_files_of_an_archive_are_rows(office: Office) -> None:
    job = await office.create(("批量.zip", archive(0, 1, 2)), ("单个.txt", document(3)))
    assert await office.worker().run_next()
    done = await office.shown(job)
    assert (done.state, done.counts["new"], [row.part for row in done.rows]) == (
        "done",
        4,
        ["0.txt", "1.txt", "2.txt", ""],
    )
    assert all(row.stored for row in done.rows)
    assert not await office.worker().run_next()
    async with office.database.read() as session:
        actions = list(await session.scalars(select(AuditRow.action).order_by(AuditRow.sequence)))
        states = set(await session.scalars(select(EntryRow.state)))
    assert actions == ["import.created"] + ["entry.imported", "import.stored"] * 4
    assert states == {"draft"}


async def test_a_job_whose_process_died_is_taken_up_without_reading_rows_twice(office: Office) -> None:
    job = await office.create(("批量.zip", archive(0, 1, 2, 3)))
    worker = office.worker("dies")
    office.reader.at[title(2)] = lambda: (_ for _ in ()).throw(KeyboardInterrupt)  # the process is killed in this row
    with pytest.raises(KeyboardInterrupt):
        await worker.run_next()
    office.reader.at.clear()
    assert not await office.worker("other").run_next()  # the lease holds
    assert (await office.shown(job)).state == "reading"
    office.times.now += timedelta(minutes=2)
    assert (await office.shown(job)).state == "interrupted"
    assert await office.worker("other").run_next()
    done = await office.shown(job)
    assert (done.state, [row.n for row in done.rows], await office.revisions()) == ("done", [1, 2, 3, 4], 4)


async def test_a_process_that_stops_gives_the_job_back(office: Office) -> None:
    job = await office.create(*[(f"{n}.txt", document(n)) for n in range(4)])
    worker = office.worker("stops")
    office.reader.at[title(1)] = worker.stop
    assert await worker.run_next()
    assert len((await office.shown(job)).rows) < 4
    read = len(office.reader.read)
    assert await office.worker("next").run_next()
    done = await office.shown(job)
    assert (done.state, len(done.rows)) == ("done", 4)
    assert len(office.reader.read) - read <= 3  # files that were read are not read again


async def test_two_workers_do_a_job_once(office: Office) -> None:
    await office.create(*[(f"{n}.txt", document(n)) for n in range(3)])
    worked = await asyncio.gather(*(office.worker(f"w{n}").run_next() for n in range(4)))
    assert worked.count(True) == 1
    assert await office.revisions() == 3


async def test_cancel_between_rows_and_go_on(office: Office) -> None:
    job = await office.create(*[(f"{n}.txt", document(n)) for n in range(4)])
    loop = asyncio.get_running_loop()
    cancelled: list[object] = []

    def cancel() -> None:
        cancelled.append(asyncio.run_coroutine_threadsafe(office.service.cancel(job, STAFF), loop).result(10))

    office.reader.at[title(1)] = cancel
    assert await office.worker().run_next()
    found = await office.shown(job)
    assert (found.state, await office.revisions()) == ("cancelled", 0)
    assert len(found.rows) < 4
    office.reader.at.clear()
    await office.service.resume(job, STAFF)
    assert await office.worker().run_next()
    assert ((await office.shown(job)).state, await office.revisions()) == ("done", 4)
    with pytest.raises(Conflict):
        await office.service.resume(job, STAFF)


async def test_a_bug_ends_the_job_not_the_worker(office: Office) -> None:
    job = await office.create(("a.txt", document(0)), ("b.txt", document(1)))
    office.reader.fail_at = title(1)
    assert await office.worker().run_next()
    failed = await office.shown(job)
    assert failed.state == "failed"
    assert "已经记录" in failed.message
    office.reader.fail_at = ""
    await office.service.resume(job, STAFF)
    assert await office.worker().run_next()
    assert (await office.shown(job)).state == "done"


async def test_a_job_waits_for_the_machine_that_has_its_files(office: Office, tmp_path: Path) -> None:
    await office.create(("a.txt", document(0)))
    elsewhere = ImportWorker(office.database, office.times, office.reader, Uploads(tmp_path / "other"), "else")
    assert not await elsewhere.run_next()
    assert await office.worker().run_next()


async def test_files_are_deleted_long_after_the_end(office: Office) -> None:
    job = await office.create(("a.txt", document(0)))
    await office.worker().run_next()
    for days, kept in ((89, True), (2, False)):
        office.times.now += timedelta(days=days)
        await office.service.tidy()
        assert Uploads(office.folder).has(job) is kept


async def test_the_same_again_and_what_changed(office: Office) -> None:
    await office.create(("a.txt", document(0)))
    await office.worker().run_next()
    later = await office.create(
        ("a.txt", document(0)), ("b.txt", document(0).replace("办理".encode(), "受理".encode()))
    )
    await office.worker().run_next()
    rows = (await office.shown(later)).rows
    assert [(row.state, row.revision) for row in rows] == [("unchanged", 0), ("changed", 2)]
    assert rows[0].entry_id == rows[1].entry_id
    assert await office.revisions() == 2


async def test_one_number_with_another_title_is_asked_about(office: Office) -> None:
    await office.create(("a.txt", document(0)))
    await office.worker().run_next()
    other = "示例市关于停车收费的通知\n示政办〔2031〕1号\n第一条 停车收费由交通局办理。\n".encode()
    job = await office.create(("b.txt", other))
    await office.worker().run_next()
    (row,) = (await office.shown(job)).rows
    assert (row.state, row.stored, row.duplicates[0].kind) == ("duplicate", False, "same_number")
    await office.service.confirm(job, {1: "new"}, STAFF)
    await office.worker().run_next()
    (row,) = (await office.shown(job)).rows
    assert (row.state, row.revision, await office.revisions()) == ("new", 1, 2)


async def test_near_texts_within_one_import(office: Office) -> None:
    text = "".join(f"第{n}条 这里写明第{n}件事情怎样办理、由谁办理、多久办完。\n" for n in "一二三四五六七八九")
    one, two = (f"示例市{name}办法\n{text}第十条 {name}。\n".encode() for name in ("借阅", "收费"))
    job = await office.create(("a.txt", one), ("b.txt", two), dry_run=True)
    await office.worker().run_next()
    first, second = (await office.shown(job)).rows
    assert (first.state, second.state) == ("new", "duplicate")
    assert (second.duplicates[0].kind, second.duplicates[0].row) == ("near_text", 1)
    assert 0.8 < second.duplicates[0].similarity < 1


async def test_sheets_are_compared_too(office: Office) -> None:
    sheet = "标题,问题,内容,责任部门\n借书,要钱吗？,免费。,文旅局\n".encode("gb18030")
    for expected in ("new", "unchanged"):
        job = await office.create(("a.csv", sheet))
        await office.worker().run_next()
        assert [row.state for row in (await office.shown(job)).rows] == [expected]
    job = await office.create(("a.csv", sheet.replace("免费".encode("gb18030"), "收费".encode("gb18030"))))
    await office.worker().run_next()
    assert [(row.state, row.revision) for row in (await office.shown(job)).rows] == [("changed", 2)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("空.txt", b"", id="empty"),
        pytest.param("坏.zip", b"PK\x03\x04" + bytes(50), id="half an archive"),
        pytest.param("坏.xlsx", b"PK\x03\x04" + bytes(50), id="half a sheet"),
        pytest.param("程序.exe", b"MZ" + bytes(50), id="program"),
        pytest.param("名字\0.txt", b"\x00\x01" * 99, id="noise"),
        pytest.param("长" * 600 + ".txt", b"\xff\xfe", id="long name"),
    ],
)
async def test_a_bad_file_is_a_failed_row_and_the_others_go_on(office: Office, name: str, data: bytes) -> None:
    job = await office.create((name, data), ("好.txt", document(0)))
    await office.worker().run_next()
    found = await office.shown(job)
    assert [row.state for row in found.rows] == ["failed", "new"]
    assert found.rows[0].message


async def test_orders_that_make_no_sense(office: Office) -> None:
    with pytest.raises(InvalidInput):
        await office.service.create([], Order(dry_run=True), STAFF)
    with pytest.raises(InvalidInput):
        await office.service.create([Upload("a.txt", b"x")] * 501, Order(dry_run=True), STAFF)
    job = await office.create(("空.txt", b""))
    with pytest.raises(Conflict):
        await office.service.confirm(job, {}, STAFF)
    await office.worker().run_next()
    with pytest.raises(InvalidInput):
        await office.service.confirm(job, {1: "new"}, STAFF)


async def test_a_text_that_explains_another_is_an_interpretation_and_loses_nothing(office: Office) -> None:
    text = (
        "《示例市甲事管理办法》政策解读\n一、背景依据\n为了方便群众，制定本办法。\n二、主要内容\n"
        "《示例市甲事管理办法》（示政办〔2031〕1号）规定了三件事。\n"
    )
    job = await office.create(("解读.txt", text.encode()))
    await office.worker().run_next()
    (row,) = (await office.shown(job)).rows
    async with office.database.read() as session:
        content = await RecordRepository(session, office.times).content(row.entry_id, 1)
    assert isinstance(content, Interpretation)
    assert content.documents == ("示例市甲事管理办法",)
    assert content.elements == {
        "background": "为了方便群众，制定本办法。",
        "measures": "《示例市甲事管理办法》（示政办〔2031〕1号）规定了三件事。",
    }
