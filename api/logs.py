"""Logs: one JSON object a line on standard error, never a citizen's words."""

import logging
import sys

import structlog
from structlog.typing import Processor


def configure_logs() -> None:
    """Send structured and library logs to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )


def quiet_logs() -> None:
    """Keep warnings to oneself: for a command that provokes them."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
