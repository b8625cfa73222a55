"""What is counted for Prometheus. Labels come from closed lists, never from what people write."""

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUEST_SECONDS = Histogram(
    "yihaoda_request_seconds", "Time a request took", ("method", "route", "status"), buckets=_FAST
)
TURNS = Counter("yihaoda_turns_total", "Turns by outcome", ("channel", "outcome"))
TURN_SECONDS = Histogram("yihaoda_turn_seconds", "Time a turn took, by part", ("part",), buckets=_FAST)
DEGRADED = Counter("yihaoda_degraded_turns_total", "Turns answered without the dialogue engine")
THROTTLED = Counter("yihaoda_throttled_total", "Requests refused because there were too many", ("kind", "scope"))
THROTTLE_FALLBACKS = Counter(
    "yihaoda_throttle_fallbacks_total", "Requests counted by one process alone, because Redis did not answer"
)
_LONG = (0.01, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
QUEUE_LENGTH = Gauge("yihaoda_queue_length", "Questions that wait for their turn")
TURNS_AT_WORK = Gauge("yihaoda_turns_at_work", "Questions that are worked on")
QUEUE_SECONDS = Histogram("yihaoda_queue_seconds", "Time a question waited for its turn", buckets=_LONG)
INDEX_PASSAGES = Gauge("yihaoda_index_passages", "Passages that can be searched")
INDEX_SEQUENCE = Gauge("yihaoda_index_sequence", "Last change applied to the index")
INDEX_LAG = Gauge("yihaoda_index_lag", "Changes not applied yet")
INCOMING = Counter(
    "yihaoda_incoming_messages_total", "Messages stored as they came, new ones and repeated ones", ("channel", "what")
)
OUTGOING = Counter("yihaoda_outgoing_messages_total", "Attempts to send, by what became of them", ("channel", "state"))
OUTBOX_WAITING = Gauge("yihaoda_outbox_messages", "Messages not delivered yet", ("channel", "state"))
OUTBOX_OLDEST_SECONDS = Gauge(
    "yihaoda_outbox_oldest_seconds", "Age of the oldest message not delivered yet", ("channel",)
)
WECOM_FAILED_SENDS = Counter(
    "yihaoda_wecom_failed_sends_total", "Messages that WeCom took and could not bring to their citizen"
)
WECHAT_CALLBACKS = Counter(
    "yihaoda_wechat_callbacks_total", "Requests of the WeChat platform by what they got", ("result",)
)
SPOKEN_ANSWER_SECONDS = Histogram(
    "yihaoda_spoken_answer_seconds",
    "Time from a caller's last word to the first sound of the answer, by part",
    ("part",),
    buckets=_FAST,
)
