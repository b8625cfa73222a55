"""Errors of telephony.

InvalidInput
└── BrokenFrame         bytes that are no AudioSocket frame
Unavailable
├── EngineUnavailable   a speech engine does not answer
└── LineTaken           the port of the AudioSocket server is in use
"""

from knowledge.errors import InvalidInput, Unavailable


class BrokenFrame(InvalidInput):
    """The bytes are no AudioSocket frame."""

    code = "broken_frame"


class EngineUnavailable(Unavailable):
    """The speech engine does not answer."""

    code = "speech_engine_unavailable"


class LineTaken(Unavailable):
    """The port of the AudioSocket server cannot be listened on."""

    code = "audiosocket_port_taken"
