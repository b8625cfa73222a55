"""Why a page could not be looked at. The sentences are for the staff who watch it."""

from typing import ClassVar

from knowledge.errors import InvalidInput, Unavailable


class ForbiddenAddress(InvalidInput):
    """这个网址指向内部网络，不能访问。"""

    code = "forbidden_address"


class RobotsForbid(InvalidInput):
    """网站的 robots.txt 不允许访问这个网页。"""

    code = "robots_forbid"


class PageTooLarge(InvalidInput):
    """网页太大。"""

    code = "page_too_large"


class SiteUnavailable(Unavailable):
    """网站没有正常回应。"""

    code = "site_unavailable"


class PageMissing(SiteUnavailable):
    """网站没有这个网页。"""

    code = "page_missing"


class SiteBusy(SiteUnavailable):
    """网站要求稍后再来。``wait_seconds`` says how long, 0 where it did not."""

    code: ClassVar[str] = "site_busy"

    def __init__(self, message: str, *, wait_seconds: float = 0) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(message, remedy="系统会过一段时间自动再试")
