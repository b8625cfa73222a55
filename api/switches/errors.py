"""What a closed channel answers."""

from knowledge.errors import Unavailable


class ChannelClosed(Unavailable):
    """The channel was closed by hand; the message is the notice for citizens."""

    code = "channel_closed"
