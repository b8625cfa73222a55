"""Puts the parts of the desk together that are not the handover itself."""

from dataclasses import dataclass

from api.assist.drafts import DraftService
from api.assist.uses import SqlAnswerUses
from api.conversations.conversing import TurnParts
from api.curation.service import CurationService
from api.handover.repository import CHANNEL
from api.handover.rules import HandoverRules
from api.presence.service import DeskPresence
from api.replica.signals import change_signal
from api.reports.service import Reports
from api.wall.board import Board
from api.wall.feed import DeskFeed
from api.wall.looking import Looking


@dataclass(frozen=True, slots=True)
class DeskParts:
    """Drafts, the record of uses, proposals on entries, presence, and what is told live."""

    drafts: DraftService
    uses: SqlAnswerUses
    reports: Reports
    presence: DeskPresence
    feed: DeskFeed
    board: Board


def build_desk(parts: TurnParts, curation: CurationService, rules: HandoverRules) -> DeskParts:
    """Return the parts for an installation."""
    database, clock = parts.database, parts.clock
    presence = DeskPresence(database, clock)
    return DeskParts(
        DraftService(parts),
        SqlAnswerUses(database, clock, parts.ids),
        Reports(curation),
        presence,
        DeskFeed(Looking(database, clock, rules), presence, change_signal(database, channel=CHANNEL)),
        Board(database, clock),
    )
