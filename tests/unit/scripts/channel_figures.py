"""Figures of channels and desk, as the measuring commands print them."""

MACHINE = {"cores": 2, "memory_gib": 24, "instructions": ["avx2"], "load_before": 0.1, "date": "2026-01-01"}
MS = {"p50": 10.0, "p95": 20.0}

_FIRST_BYTE = {"n": 60, "ms": {"p50": 12.0, "p95": 20.0, "p99": 25.5, "max": 31.0}}
_RATES = {"callback": 600, "echo": 1000, "ratio": 0.6}
CHANNELS = {
    "wechat": {
        "machine": MACHINE,
        "capacity": {kind: {"per_second": _RATES, "per_cpu_second": _RATES} for kind in ("new", "duplicate", "event")}
        | {"offered_100_a_second": _FIRST_BYTE},
        "engine_healthy": _FIRST_BYTE,
        "engine_sleeps_30_s": _FIRST_BYTE,
    },
    "widget": {
        "machine": MACHINE,
        "gzip_kb": 37.1,
        "painted_ms": {"n": 8, "p50": 20.0, "p95": 60.0, "max": 70.0},
        "cls": 0.0,
        "third_party": [],
        "console": [],
        "axe": {"light": [], "dark": ["color-contrast"]},
    },
    "spoken": {
        "machine": MACHINE,
        "questions": 20,
        "seconds": {"p50": 1.9, "p95": 2.4},
        "parts": {"endpointing": 0.6, "recognition": 0.9, "turn": 0.05, "synthesis": 0.02},
        "understood": 5,
        "of": 20,
    },
    "typed": {"machine": MACHINE, "passages": 44_000, "n": 200, "painted_ms": MS, "call_ms": MS, "ratio": MS},
    "voice": {"machine": MACHINE, "turns": 9, "answered": 7}
    | {name: {"p50": 20.0, "p95": 30.0} for name in ("voice", "turn", "ratio")},
    "assist": {"machine": MACHINE, "calls": 300, "with_words": 280, "n": 300}
    | dict.fromkeys(("assist", "ahead", "turn", "ratio"), MS),
}
