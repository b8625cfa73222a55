"""The channels that can be closed."""

from enum import StrEnum


class Switchable(StrEnum):
    """A channel by its name in records, or all of them at once."""

    ALL = "all"
    WEB = "web"
    WECHAT = "wechat"
    WECOM = "wecom"
    HOTLINE = "hotline"


TITLES = {
    Switchable.ALL: "全部渠道",
    Switchable.WEB: "网站",
    Switchable.WECHAT: "微信公众号",
    Switchable.WECOM: "企业微信客服",
    Switchable.HOTLINE: "热线电话",
}
