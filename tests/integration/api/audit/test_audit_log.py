"""The log against whoever can change the table: every way of tampering is found, and what was not touched is sound."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from api.audit import log
from api.audit.anchor import AnchorFile, Anchoring
from api.audit.export import BrokenLog, archive, check_archive, json_lines
from api.audit.log import AuditFilter, page_of, stream
from api.audit.trail import AuditTrail
from api.audit.verification import verify
from api.db.engine import Database
from knowledge.errors import Conflict, InvalidInput

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
LINES = 12


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and pieces of five lines, so that a few lines are many pieces."""
    monkeypatch.setattr(log, "CHUNK", 5)
    monkeypatch.setattr(log, "PAGE", 5)


@pytest.fixture
def anchors(tmp_path: Path) -> AnchorFile:
    return AnchorFile(tmp_path / "log" / "audit.anchor")


async def write(database: Database, count: int = LINES, first: int = 1) -> None:
    """Write lines, one a day."""
    for number in range(first, first + count):
        moment = START + timedelta(days=number - 1)
        async with database.write() as session:
            await AuditTrail(session, lambda moment=moment: moment).record(
                "wang" if number % 2 else "zhao", "entry.published" if number % 3 else "user.added", f"e-{number}",
                {"number": number, "reason": "按新办法更新"},
            )  # fmt: skip


async def tamper(database: Database, *statements: str) -> None:
    """Do what the triggers forbid, as somebody with the rights of the table's owner can."""
    if database.is_postgres:
        statements = ("ALTER TABLE audit_log DISABLE TRIGGER USER", *statements)
    else:
        statements = ("DROP TRIGGER audit_log_no_update", "DROP TRIGGER audit_log_no_delete", *statements)
    async with database.write() as session:
        for statement in statements:
            await session.execute(text(statement))
        if database.is_postgres:
            await session.execute(text("ALTER TABLE audit_log ENABLE TRIGGER USER"))


async def anchored(database: Database, anchors: AnchorFile) -> None:
    await Anchoring(database, anchors, lambda: START).anchor()


class TestVerifying:
    async def test_an_empty_log_is_sound(self, database: Database, anchors: AnchorFile) -> None:
        assert (await verify(database, anchors)).ok

    async def test_what_nobody_touched_is_sound(self, database: Database, anchors: AnchorFile) -> None:
        for first in range(1, LINES, 4):
            await write(database, 4, first)
            await anchored(database, anchors)
        found = await verify(database, anchors)
        assert (found.ok, found.checked, found.last.sequence) == (True, LINES, LINES)

    @pytest.mark.parametrize(
        ("statements", "broken_at"),
        [
            pytest.param(["UPDATE audit_log SET actor = 'li' WHERE sequence = 7"], 7, id="another actor"),
            pytest.param(["UPDATE audit_log SET details = '{}' WHERE sequence = 1"], 1, id="no details"),
            pytest.param(["UPDATE audit_log SET at = '2026-04-01 00:00:00+00:00' WHERE sequence = 12"], 12, id="time"),
            pytest.param(["UPDATE audit_log SET hash = repeat('0', 64) WHERE sequence = 5"], 5, id="another seal"),
            pytest.param(["DELETE FROM audit_log WHERE sequence = 6"], 6, id="one of the middle is gone"),
            pytest.param(["DELETE FROM audit_log WHERE sequence <= 3"], 1, id="the first are gone"),
            pytest.param(
                [
                    "UPDATE audit_log SET sequence = 99 WHERE sequence = 4",
                    "UPDATE audit_log SET sequence = 4 WHERE sequence = 5",
                    "UPDATE audit_log SET sequence = 5 WHERE sequence = 99",
                ],
                4,
                id="two have changed places",
            ),
            pytest.param(
                [
                    "DELETE FROM audit_log WHERE sequence = 6",
                    "UPDATE audit_log SET sequence = sequence - 1 WHERE sequence = 7",
                ],
                6,
                id="one is gone and the next moved up",
            ),
        ],
    )
    async def test_a_change_is_found(
        self, database: Database, anchors: AnchorFile, statements: list[str], broken_at: int
    ) -> None:
        await write(database)
        if not database.is_postgres:
            statements = [statement.replace("repeat('0', 64)", "'0000'") for statement in statements]
        await tamper(database, *statements)
        found = await verify(database, anchors)
        assert (found.ok, found.broken_at) == (False, broken_at)
        assert found.cause

    async def test_a_tail_that_is_gone_shows_by_the_seal_kept_outside(
        self, database: Database, anchors: AnchorFile
    ) -> None:
        await write(database)
        await anchored(database, anchors)
        await tamper(database, "DELETE FROM audit_log WHERE sequence > 9")
        found = await verify(database, anchors)
        assert (found.ok, found.broken_at) == (False, 10)

    async def test_a_log_written_anew_shows_by_the_seal_kept_outside(
        self, database: Database, anchors: AnchorFile
    ) -> None:
        await write(database, 3)
        await anchored(database, anchors)
        await tamper(database, "DELETE FROM audit_log WHERE sequence > 2")
        await write(database, 5, first=20)  # a chain that is sound in itself
        assert (await verify(database, AnchorFile(anchors.path.with_name("none")))).ok
        assert (await verify(database, anchors)).broken_at == 3

    async def test_an_emptied_log(self, database: Database, anchors: AnchorFile) -> None:
        await write(database, 3)
        await anchored(database, anchors)
        await tamper(database, "DELETE FROM audit_log")
        assert (await verify(database, anchors)).broken_at == 1

    async def test_a_half_written_anchor_does_no_harm(self, database: Database, anchors: AnchorFile) -> None:
        await write(database, 3)
        await anchored(database, anchors)
        with anchors.path.open("a", encoding="utf-8") as file:
            file.write('{"sequence": 4, "ha\n[]\nnull\n\n{"sequence": "x", "hash": 1}\n')
        assert (await verify(database, anchors)).ok

    async def test_the_anchor_is_written_once_for_each_new_line(self, database: Database, anchors: AnchorFile) -> None:
        anchoring = Anchoring(database, anchors, lambda: START)
        await anchoring.anchor()
        assert not anchors.path.exists()
        await write(database, 2)
        for _ in range(3):
            await anchoring.anchor()
        await write(database, 1, first=3)
        await anchoring.anchor()
        assert [seal.sequence for seal in anchors.seals()] == [2, 3]

    @pytest.mark.parametrize(
        "value", ["a\x00b", "\ud800", "😀" * 300, float("nan"), {"键": ["值", 1.5, None, True]}, {"a"}]
    )
    async def test_whatever_is_written_is_sealed_as_it_is_read(
        self, database: Database, anchors: AnchorFile, value: object
    ) -> None:
        async with database.write() as session:
            said = str(value)
            await AuditTrail(session, lambda: START).record(said, "session.refused", said, {"said": value})
        assert (await verify(database, anchors)).checked == 1


class TestReading:
    async def test_pages_go_back_to_the_first_line(self, database: Database) -> None:
        await write(database)
        seen, before = [], None
        while True:
            async with database.read() as session:
                lines, before = await page_of(session, AuditFilter(), before)
            seen += [line.sequence for line in lines]
            if before is None:
                break
        assert seen == list(range(LINES, 0, -1))

    @pytest.mark.parametrize(
        ("chosen", "numbers"),
        [
            (AuditFilter(actor="wang"), {1, 3, 5, 7, 9, 11}),
            (AuditFilter(actor="wan"), set()),
            (AuditFilter(action="user."), {3, 6, 9, 12}),
            (AuditFilter(action="user.added", actor="zhao"), {6, 12}),
            (AuditFilter(subject="e-1"), {1, 10, 11, 12}),
            (AuditFilter(subject="e_1"), set()),
            (AuditFilter(subject="%"), set()),
            (AuditFilter(since=date(2026, 3, 12)), {11, 12}),
            (AuditFilter(until=date(2026, 3, 3)), {1, 2}),
            (AuditFilter(since=date(2026, 3, 4), until=date(2026, 3, 4)), {3}),
        ],
        ids=str,
    )
    async def test_filters(self, database: Database, chosen: AuditFilter, numbers: set[int]) -> None:
        await write(database)
        assert {row.sequence async for row in stream(database, chosen)} == numbers
        exported = [json.loads(line) async for line in json_lines(database, chosen)]
        assert {row["sequence"] for row in exported} == numbers


class TestArchiving:
    async def test_the_log_is_sound_from_the_seal_on(
        self, database: Database, anchors: AnchorFile, tmp_path: Path
    ) -> None:
        await write(database)
        await anchored(database, anchors)
        path = tmp_path / "audit.jsonl"
        seal = await archive(database, path, date(2026, 3, 9), START)
        assert seal.sequence == 7
        assert check_archive(path).last == seal
        assert (await verify(database, anchors)).checked == LINES  # nothing was taken away
        await tamper(database, "DELETE FROM audit_log WHERE sequence <= 7")  # what an operator may do one day
        found = await verify(database, anchors, start=seal)
        assert (found.ok, found.checked) == (True, LINES - 7)
        assert not (await verify(database, anchors)).ok

    async def test_another_archive_does_not_fit(self, database: Database, anchors: AnchorFile, tmp_path: Path) -> None:
        await write(database)
        seal = await archive(database, tmp_path / "a.jsonl", date(2026, 3, 9), START)
        await tamper(database, "UPDATE audit_log SET hash = 'x' WHERE sequence = 8")
        assert (await verify(database, anchors, start=seal)).broken_at == 8

    @pytest.mark.parametrize(
        ("old", "new"),
        [("wang", "li"), ('"sequence": 3', '"sequence": 4'), ("按新办法", "按老办法"), ('{"sealed"', '{"other"')],
    )
    async def test_a_changed_archive_is_found(self, database: Database, tmp_path: Path, old: str, new: str) -> None:
        await write(database)
        path = tmp_path / "audit.jsonl"
        await archive(database, path, date(2026, 3, 9), START)
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        try:
            assert not check_archive(path).ok
        except InvalidInput:
            assert old == '{"sealed"'

    @pytest.mark.parametrize("kept", [0, 3, 7])
    async def test_a_shortened_archive_is_found(self, database: Database, tmp_path: Path, kept: int) -> None:
        await write(database)
        path = tmp_path / "audit.jsonl"
        await archive(database, path, date(2026, 3, 9), START)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:kept]), "utf-8")
        assert not check_archive(path).ok

    @pytest.mark.parametrize("content", ["no json\n", "[]\n", "1\n", '{"sequence": 1}\n'])
    async def test_what_is_no_archive(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "other.txt"
        path.write_text(content, "utf-8")
        with pytest.raises(InvalidInput):
            check_archive(path)

    async def test_a_broken_log_is_not_archived(self, database: Database, tmp_path: Path) -> None:
        await write(database)
        await tamper(database, "UPDATE audit_log SET actor = 'li' WHERE sequence = 2")
        with pytest.raises(BrokenLog):
            await archive(database, tmp_path / "a.jsonl", date(2026, 3, 9), START)
        assert not (tmp_path / "a.jsonl").exists()

    async def test_no_file_is_written_over_and_none_is_empty(self, database: Database, tmp_path: Path) -> None:
        await write(database, 1)
        path = tmp_path / "a.jsonl"
        with pytest.raises(InvalidInput):
            await archive(database, path, date(2026, 3, 2), START)
        assert not path.exists()
        await archive(database, path, date(2026, 3, 3), START)
        with pytest.raises(Conflict):
            await archive(database, path, date(2026, 3, 3), START)


async def _count(rows: AsyncIterator[object]) -> int:
    return len([row async for row in rows])


async def test_a_stream_is_not_held_up_by_who_writes(database: Database) -> None:
    await write(database, 6)
    seen = 0
    async for _row in stream(database, AuditFilter()):
        if seen == 0:
            await write(database, 1, first=7)
        seen += 1
    assert seen >= 6
    assert await _count(stream(database, AuditFilter())) == 7
