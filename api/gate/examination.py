"""One run of the gate: which knowledge, which questions, on which day."""

from collections.abc import Sequence
from pathlib import Path

from api.db.engine import Database
from api.gate.library import gate_library, index_of
from api.records.embeddings import SqlEmbeddingStore
from api.replica.replica import build_replica
from api.settings import Settings
from knowledge.clock import china_day, utc_now
from knowledge.embedding.encoder import Encoder, Progress
from knowledge.gate.bench import Tuning, bench_over
from knowledge.gate.judging import Result
from knowledge.gate.questions import FOLDER, GateQuestion, askable, load_questions
from knowledge.gate.settings import Kind, gate_settings
from knowledge.index.policy_index import PolicyIndex


async def examine_samples(
    encoder: Encoder, database: Database, tuning: Tuning | None = None, progress: Progress | None = None
) -> Sequence[Result]:
    """Ask every frozen question of the shipped sample knowledge, on the day of ``gate.yml``."""
    settings = gate_settings()
    index = await index_of(gate_library(), encoder, SqlEmbeddingStore(database), progress)
    return bench_over(index, encoder, settings.home, settings.day, tuning).run(load_questions())


async def examine_published(encoder: Encoder, database: Database, settings: Settings) -> Sequence[Result]:
    """Ask what can be asked of this installation's published knowledge, today."""
    replica = await build_replica(settings, database, encoder)
    return examine_index(replica.index, encoder, settings, Tuning(reader=replica.search.reader))


def examine_index(
    index: PolicyIndex, encoder: Encoder, settings: Settings, tuning: Tuning | None = None
) -> Sequence[Result]:
    """Ask what can be asked of an index, today, as a citizen of this installation's region."""
    bench = bench_over(index, encoder, settings.region, china_day(utc_now()), tuning)
    return bench.run(questions_for(index, own_folder(settings)))


def questions_for(index: PolicyIndex, own: Path) -> Sequence[GateQuestion]:
    """Return the questions for an installation's own knowledge: those whose entries it has, and its curators' own.

    What the samples do not cover this installation may, so of those questions only its own are asked.
    """
    shipped = [question for question in load_questions(FOLDER) if question.kind is not Kind.UNCOVERED]
    added = load_questions(own) if own.is_dir() else ()
    return askable((*shipped, *added), index.entry_ids())


def own_folder(settings: Settings) -> Path:
    """Return where curators put questions of their own, and where the installation's baseline lies."""
    return settings.data_dir / "gate"
