"""How many streams one person and one address keep open at a time. Each process counts its own."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from api.health.metrics import THROTTLED
from api.http.client_address import one_caller
from api.throttling.rules import Scope, ThrottlingRules
from api.throttling.throttle import TooMany

_AGAIN_IN = timedelta(seconds=5)


class OpenStreams:
    """Counts streams from their beginning to their end, however they end."""

    def __init__(self, rules: ThrottlingRules) -> None:
        self._most = {Scope.VISITOR: rules.streams.visitor, Scope.ADDRESS: rules.streams.address}
        self._refusal = rules.sentences.streams
        self._open: Counter[tuple[Scope, str]] = Counter()

    @contextmanager
    def one_more(self, *, visitor: str, address: str) -> Iterator[None]:
        """Hold a place while the block runs.

        Raises:
            TooMany: there are as many as there may be.
        """
        names = ((Scope.VISITOR, visitor), (Scope.ADDRESS, one_caller(address)))
        places = [place for place in names if place[1]]
        for scope, name in places:
            if self._open[scope, name] >= self._most[scope]:
                THROTTLED.labels("stream", scope).inc()
                raise TooMany(self._refusal, _AGAIN_IN)
        self._open.update(places)
        try:
            yield
        finally:
            self._leave(places)

    def _leave(self, places: list[tuple[Scope, str]]) -> None:
        self._open.subtract(places)
        for place in places:
            if not self._open[place]:
                del self._open[place]
