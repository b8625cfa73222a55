"""What can go wrong with an account.

NotAllowed
├── BadCredentials            401: name or password, never which
├── AccountLocked             429: the name, whether there is one or not
├── PasswordChangeRequired    the password is a one-time one, or too old
├── ConfirmationRequired      something dangerous: the password again, please
├── OwnAccount                nobody gives rights to oneself
└── NotYours                  a record of another department or region
Conflict
└── LastAdministrator         somebody has to be left who can let others in
"""

from knowledge.errors import Conflict, NotAllowed


class BadCredentials(NotAllowed):
    """用户名或密码不对"""

    code = "bad_credentials"
    http_status = 401


class AccountLocked(NotAllowed):
    """登录失败次数过多，请15分钟后再试"""

    code = "locked"
    http_status = 429


class PasswordChangeRequired(NotAllowed):
    """首次登录请先设置新密码"""

    code = "password_change_required"


class ConfirmationRequired(NotAllowed):
    """这项操作需要再次验证身份，请输入密码"""

    code = "confirmation_required"


class OwnAccount(NotAllowed):
    """不能更改自己的角色、职责范围或停用自己"""

    code = "own_account"


class NotYours(NotAllowed):
    """只能查看和修改本部门、本地区的条目"""

    code = "not_yours"


class LastAdministrator(Conflict):
    """至少要保留一位可用的系统管理员"""

    code = "last_administrator"
