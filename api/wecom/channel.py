"""The customer-service account as a channel: as the Official Account's, with ids that make sending idempotent."""

from api.wechat.channel import WeChatChannel
from api.wecom.messages import CHANNEL


class WeComChannel(WeChatChannel):
    """Carries answers to one account."""

    @property
    def name(self) -> str:
        """The name in records, settings and metrics."""
        return CHANNEL
