"""The log as lines of JSON: as a stream for people, and as an archive that ends with a seal.

An archive is a copy. Nothing is ever deleted here: the records are kept longer than the six months that the Cybersecurity
Law asks for (article 21), and the triggers of the table forbid it. Whoever has to shorten the table some day can: the log
can be verified from the seal that the archive ends with.
"""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from api.audit.log import AuditFilter, stream
from api.audit.seal import BEGINNING, GENESIS, Seal, Sealable, document_hash, document_of
from api.audit.tables import AuditRow
from api.audit.verification import ChainCheck, Verification
from api.db.engine import Database
from knowledge.errors import Conflict, InvalidInput


class BrokenLog(Conflict):
    """审计日志与封存时不一致"""

    code = "audit_broken"


async def json_lines(database: Database, chosen: AuditFilter) -> AsyncIterator[str]:
    """Yield the lines that match, oldest first, each as one line of JSON."""
    async for row in stream(database, chosen):
        yield _json(row)


async def archive(database: Database, path: Path, before: date, now: datetime) -> Seal:
    """Copy all lines of the days before ``before`` into a new file, the seal of the last one below them.

    Raises:
        Conflict: the file exists.
        BrokenLog: a line is not as it was written; a broken log is not archived as if it were sound.
        InvalidInput: there is no such line.
    """
    check, partial = ChainCheck(BEGINNING, ()), _beside(path)
    with partial.open("w", encoding="utf-8") as file:
        async for row in stream(database, AuditFilter(until=before - timedelta(days=1))):
            if found := check.take(row, row.hash):
                raise BrokenLog(f"审计日志已损坏：{found.cause}", remedy="请运行 yihaoda audit verify")
            file.write(_json(row))
        seal = {"sequence": check.last.sequence, "hash": check.last.hash}
        file.write(json.dumps({"sealed": seal, "lines": check.checked, "at": now.isoformat()}) + "\n")
    if not check.checked:
        partial.unlink()
        raise InvalidInput(f"{before} 之前没有审计记录")
    partial.rename(path)
    return check.last


def check_archive(path: Path) -> Verification:
    """Check an archive by itself, a line at a time.

    Raises:
        InvalidInput: the file is no archive.
    """
    previous, checked = GENESIS, 0
    try:
        for row in _rows(path):
            if "sealed" in row:
                seal = Seal(int(row["sealed"]["sequence"]), str(row["sealed"]["hash"]))
                if seal == Seal(checked, previous):
                    return Verification(checked, last=seal)
                break
            stored = str(row.pop("hash"))
            if row["sequence"] != checked + 1 or document_hash(previous, row) != stored:
                break
            previous, checked = stored, checked + 1
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(f"{path} 不是审计归档文件") from error
    return Verification(
        checked, checked + 1, f"归档第 {checked + 1} 行与封存时不一致，或归档不完整", Seal(checked, previous)
    )


def _beside(path: Path) -> Path:
    if path.exists():
        raise Conflict(f"{path} 已存在", remedy="请换一个文件名")
    return path.with_name(path.name + ".partial")


def _json(row: AuditRow) -> str:
    said: Sealable = row
    return json.dumps({**document_of(said), "hash": row.hash}, ensure_ascii=False) + "\n"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
