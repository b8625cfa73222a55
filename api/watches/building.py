"""Puts the parts of watching together."""

from api.chores.lease import Leases
from api.db.engine import Database
from api.imports.parts import FileReader
from api.watches.checking import WatchChecker
from api.watches.fetching import Fetcher
from api.watches.limits import WatchLimits
from api.watches.manners import Manners
from api.watches.service import WatchService
from knowledge.clock import Clock, Ids


def build_watches(
    database: Database, clock: Clock, ids: Ids, reader: FileReader, fetcher: Fetcher, limits: WatchLimits
) -> WatchService:
    """Return the service over a fetcher, which the caller closes."""
    manners = Manners(database, clock, fetcher, limits)
    checker = WatchChecker(database, clock, reader, fetcher, manners, limits)
    return WatchService(database, clock, ids, checker, Leases(database, clock, ids()), limits)
