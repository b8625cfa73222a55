"""The channels every installation has."""

from api.channels.registry import ChannelRegistry
from api.channels.web import WebChannel


def build_channels() -> ChannelRegistry:
    """Return the registry; channels with accounts of their own register themselves where the service is put together."""
    registry = ChannelRegistry()
    registry.register(WebChannel())
    return registry
