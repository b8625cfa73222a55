"""Publishes at a given rate: other versions, withdrawals, returns, replacements."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncSession

from api.db.engine import Database
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge.clock import utc_now
from scripts.bench.storm.contents import VERSIONS, Library
from scripts.bench.storm.plan import Plan
from scripts.bench.storm.sightings import Sighting

_SHARES = {"revise": 60, "withdraw": 15, "return": 15, "replace": 10}


@dataclass(slots=True)
class Storm:
    """What is published when. Keeps the moment and the last line of every commit."""

    database: Database
    library: Library
    plan: Plan
    commits: list[Sighting] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    _withdrawn: set[str] = field(default_factory=set)
    _versions: dict[str, int] = field(default_factory=dict)

    async def blow(self, first: int) -> float:
        """Publish, each time in a transaction of its own, as fast as planned or as fast as it goes.

        ``first`` is the number of the log's last line before. Returns the seconds until all planned lines were there;
        that may be longer than planned, but not twice as long.
        """
        chosen, started, lines = Random(self.plan.seed), monotonic(), 0
        while lines < self.plan.rate * self.plan.seconds and monotonic() < started + 2 * self.plan.seconds:
            await asyncio.sleep(max(0.0, started + lines / self.plan.rate - monotonic()))
            what, entry_id = self._pick(chosen)
            async with self.database.write() as session:
                sequence = await self._do(session, what, entry_id)
            self.commits.append((monotonic(), sequence))
            lines = sequence - first
        return monotonic() - started

    def _pick(self, chosen: Random) -> tuple[str, str]:
        (what,) = chosen.choices(list(_SHARES), list(_SHARES.values()))
        entry_id = chosen.choice(self.library.ids)
        if what == "return" and self._withdrawn:
            entry_id = chosen.choice(sorted(self._withdrawn))
        if (what == "withdraw" and entry_id in self._withdrawn) or what == "replace":
            replaceable = [e for e in self.library.ids if self.library.successor(e) and e not in self._withdrawn]
            what, entry_id = ("replace", chosen.choice(replaceable)) if replaceable else ("revise", entry_id)
        return what, entry_id

    async def _do(self, session: AsyncSession, what: str, entry_id: str) -> int:
        publisher = Publisher(session, utc_now)
        self.done[what] += 1
        if what == "withdraw":
            self._withdrawn.add(entry_id)
            return await publisher.withdraw(entry_id)
        successor = self.library.successor(entry_id)
        if what == "replace" and successor is not None:
            return await publisher.supersede(entry_id, successor)
        self._withdrawn.discard(entry_id)
        version = self._versions.get(entry_id, 0)
        if what == "revise":
            version = self._versions[entry_id] = (version + 1) % VERSIONS
        return await publisher.publish(entry_id, version + 1)


async def fill(database: Database, library: Library) -> None:
    """Store every entry in all its versions, as people did in the days before, and publish the first."""
    for some in _slices(library.ids):
        async with database.write() as session:
            records, publisher = RecordRepository(session, utc_now), Publisher(session, utc_now)
            for entry_id in some:
                for version in range(VERSIONS):
                    content = library.content(entry_id, version)
                    await records.add_revision(entry_id, content, author="storm", reason="measuring")
                await publisher.publish(entry_id, 1)


def _slices(ids: Sequence[str], size: int = 100) -> list[Sequence[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
