"""What is counted for Prometheus. Labels come from closed lists, never from what people write."""

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUEST_SECONDS = Histogram(
    "yihaoda_request_seconds", "Time a request took", ("method", "route", "status"), buckets=_FAST
)
TURNS = Counter("yihaoda_turns_total", "Turns by outcome", ("channel", "outcome"))
TURN_SECONDS = Histogram("yihaoda_turn_seconds", "Time a turn took, by part", ("part",), buckets=_FAST)
DEGRADED = Counter("yihaoda_degraded_turns_total", "Turns answered without the dialogue engine")
INDEX_PASSAGES = Gauge("yihaoda_index_passages", "Passages that can be searched")
INDEX_SEQUENCE = Gauge("yihaoda_index_sequence", "Last change applied to the index")
INDEX_LAG = Gauge("yihaoda_index_lag", "Changes not applied yet")
