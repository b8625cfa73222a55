"""``python -m scripts.bench.desk_load``: operators and waiting citizens at a desk of its own, every message accounted for."""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import httpx2
import typer

from api.accounts.roles import Role
from api.accounts.service import AccountService
from api.db.engine import Database
from api.settings import Settings
from api.visitors.tokens import VisitorTokens
from knowledge.clock import utc_now
from knowledge.evaluation.retrieval import percentiles
from scripts.bench import machine
from scripts.bench.command import run_command
from scripts.bench.desk.citizens import CitizenClient
from scripts.bench.desk.ledger import Citizen, Ledger
from scripts.bench.desk.section import DESK, desk_section
from scripts.bench.desk.staff import AT_ONCE, Manner, Operator
from scripts.bench.desk.truth import Places, check_places, unlike_records
from scripts.bench.performance import report
from scripts.bench.recipients import marked_questions
from scripts.bench.service import Service, running
from scripts.bench.started_before import started_before

_COMING, _BUSY = 0.25, 0.6  # of the time: citizens come, and operators are kept busy
_PAUSES = 3  # between an operator's answers in one conversation
_GRACE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How many, and for how long; what is not dealt with by then has some grace."""

    seconds: float
    operators: int
    citizens: int

    @property
    def pause(self) -> float:
        """The seconds between two answers that keep the operators busy."""
        return self.seconds * _BUSY * self.operators * AT_ONCE / self.citizens / _PAUSES


def measure_desk(settings: Settings, plan: Plan) -> dict[str, Any]:
    """Run the plan against a service of its own."""
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-desk-") as name:
        own = started_before(Path(name) / "data", settings)
        people = asyncio.run(operator_accounts(own, [f"operator{n}" for n in range(plan.operators)]))
        with running(own) as service:
            found = asyncio.run(_run(service, own, plan, people))
    return {"machine": described, **asdict(plan)} | found


async def operator_accounts(settings: Settings, names: Sequence[str]) -> dict[str, str]:
    """Add operators; return their one-time passwords."""
    database = Database(settings.resolved_database_url)
    try:
        secret = settings.secret_key.get_secret_value()
        accounts = AccountService(database, utc_now, secret=secret, settings=settings.accounts)
        return {name: await accounts.add(name, Role.OPERATOR) for name in names}
    finally:
        await database.close()


async def _run(service: Service, settings: Settings, plan: Plan, people: dict[str, str]) -> dict[str, Any]:
    ledger, places, tokens = Ledger(), Places(), VisitorTokens.of(settings, utc_now)
    asked = list(islice(marked_questions(), plan.citizens))
    citizens = [Citizen(marker, tokens.issue().token) for _, marker in asked]
    async with AsyncExitStack() as stack:
        page = await stack.enter_async_context(_client(service))
        operators = [
            Operator(await stack.enter_async_context(_client(service)), name, Manner(plan.pause, list(people)), ledger)
            for name in people
        ]
        for operator, password in zip(operators, people.values(), strict=True):
            await operator.sign_in(password)
        memory = {"start": service.resident_mb()["api"]}
        work = [asyncio.create_task(operator.work()) for operator in operators]
        database = settings.data_dir / "yihaoda.db"
        work.append(asyncio.create_task(check_places(page, database, citizens, places)))
        seconds = await _live(page, plan, citizens, [question for question, _ in asked])
        memory["end"] = service.resident_mb()["api"]
        broken = [repr(task.exception()) for task in work if task.done() and not task.cancelled()]
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
    unlike = unlike_records(database, citizens, ledger)
    return _figures(ledger, citizens) | {
        "took_seconds": seconds, "api_mb": memory, "places": asdict(places), "unlike_records": unlike, "broken": broken,
    }  # fmt: skip


async def _live(page: httpx2.AsyncClient, plan: Plan, citizens: Sequence[Citizen], questions: Sequence[str]) -> float:
    """Let the citizens come, and wait for them; return the seconds it took."""
    started, lives = perf_counter(), []
    for number, (one, question) in enumerate(zip(citizens, questions, strict=True)):
        await asyncio.sleep(max(0.0, started + number * plan.seconds * _COMING / plan.citizens - perf_counter()))
        words = question.partition("（")[0]
        lives.append(asyncio.create_task(CitizenClient(page, one, plan.pause).live(words)))
    _, late = await asyncio.wait(lives, timeout=max(plan.seconds + _GRACE_SECONDS - (perf_counter() - started), 1.0))
    for life in late:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)
    return perf_counter() - started


def _client(service: Service) -> httpx2.AsyncClient:
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=50)
    return httpx2.AsyncClient(base_url=service.address, trust_env=False, limits=limits)


def _figures(ledger: Ledger, citizens: list[Citizen]) -> dict[str, Any]:
    delays = ledger.delays(citizens)
    return {
        "closed": len(ledger.closed),
        "rated": sum(one.rated for one in citizens),
        "told": sum(map(len, ledger.told.values())),
        "wrote": sum(len(one.wrote) for one in citizens),
        "transfers": len(ledger.transfers) // 2,
        "drafts": ledger.drafts,
        "repeated": ledger.repeated,
        "lost_races": ledger.lost_races,
        "lost": ledger.lost(citizens),
        "doubled": ledger.doubled(citizens) + ledger.desk_doubled,
        "misdirected": ledger.misdirected(citizens) + ledger.foreign_words,
        "out_of_order": ledger.out_of_order(citizens),
        "unexplained_rises": ledger.unexplained_rises(citizens),
        "desk_messages": ledger.desk_messages,
        "delay_ms": percentiles(delays) if delays else {"p50": 0.0, "p95": 0.0},
        "complaints": sorted({one.complaint for one in citizens if one.complaint} | set(ledger.complaints))[:10],
    }


def main(
    seconds: Annotated[float, typer.Option(help="for how long")] = 300.0,
    operators: Annotated[int, typer.Option(help="how many answer")] = 10,
    citizens: Annotated[int, typer.Option(help="how many ask for a person")] = 200,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    results = measure_desk(Settings(), Plan(seconds, operators, citizens))
    report(docs, DESK, results, desk_section)


if __name__ == "__main__":
    run_command(main)
