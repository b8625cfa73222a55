"""Puts the parts of the handover together."""

from dataclasses import dataclass

from api.db.engine import Database
from api.handover.consultations import Consultations
from api.handover.desk import DeskReader
from api.handover.feed import ConversationFeed
from api.handover.notes import Notes
from api.handover.post import Post
from api.handover.ratings import Ratings
from api.handover.repository import CHANNEL
from api.handover.rules import HandoverRules, rules_of
from api.handover.service import Handover
from api.handover.standing import Standings
from api.handover.telling import Telling
from api.handover.transfers import Transfers
from api.replica.signals import change_signal
from api.sealing import Sealer
from api.settings import Settings
from api.throttling.throttle import Throttle
from knowledge.clock import Clock, Ids

CONTACTS = "contacts of citizens"  # what their seals are for


@dataclass(frozen=True, slots=True)
class HandoverParts:
    """Questions for a person: the steps, what the desk shows, what citizens are told live, what codes tell, and the rest."""

    service: Handover
    desk: DeskReader
    feed: ConversationFeed
    consultations: Consultations
    standings: Standings
    transfers: Transfers
    notes: Notes
    ratings: Ratings
    rules: HandoverRules


def build_handover(
    settings: Settings, database: Database, clock: Clock, ids: Ids, *, post: Post, throttle: Throttle
) -> HandoverParts:
    """Return the parts for an installation."""
    rules = rules_of(settings.desk)
    standings = Standings(database, clock, rules)
    return HandoverParts(
        Handover(database, clock, ids, Sealer.of(settings, CONTACTS), rules, post),
        DeskReader(database, clock, rules),
        ConversationFeed(database, change_signal(database, channel=CHANNEL), standings.queue),
        Consultations(database, throttle),
        standings,
        Transfers(database, clock, rules.sentences, Telling(clock, post)),
        Notes(database, clock),
        Ratings(database, clock),
        rules,
    )
