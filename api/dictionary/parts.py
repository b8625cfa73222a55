"""The dictionary of an installation, put together once."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.db.engine import Database
from api.dictionary.effects import EffectJobs
from api.dictionary.following import DictionaryFollower
from api.dictionary.schemas import EffectResult
from api.dictionary.service import DictionaryService
from api.dictionary.trial import Report, Trial
from api.replica.live import LiveReplica
from api.settings import Settings
from knowledge.clock import Clock, Ids
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.words import WordChange


@dataclass(frozen=True, slots=True)
class DictionaryParts:
    """What the dictionary routes work with, and what keeps this replica at the newest version."""

    words: DictionaryService
    effects: EffectJobs
    follower: DictionaryFollower


def build_dictionary(
    settings: Settings, database: Database, replica: LiveReplica, clock: Clock, ids: Ids
) -> DictionaryParts:
    """Put the parts together."""

    async def attempt(dictionary: Dictionary, changes: Sequence[WordChange], report: Report) -> EffectResult:
        return await Trial(replica.current, settings, clock).run(dictionary, changes, report)

    follower = DictionaryFollower(database, replica)
    return DictionaryParts(
        DictionaryService(database, follower.take_newest, clock), EffectJobs(database, attempt, clock, ids), follower
    )
