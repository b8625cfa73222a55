"""What can go wrong at single sign-on. Each ``code`` ends up in the address of the sign-in page, where it is put into words."""

from knowledge.errors import NotAllowed, NotFound, Unavailable


class SsoDisabled(NotFound):
    """本系统没有启用单点登录"""

    code = "sso_disabled"


class SsoFailed(NotAllowed):
    """单点登录没有成功，请重新登录"""

    code = "sso_failed"


class SsoNotAllowed(NotAllowed):
    """您没有使用本系统的权限，请联系管理员"""

    code = "sso_not_allowed"


class SsoUnavailable(Unavailable):
    """统一身份认证暂时不能使用，请稍后再试或用密码登录"""

    code = "sso_unavailable"
