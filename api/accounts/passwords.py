"""Password rules in the wording of 等保 (GB/T 22239-2019, 8.1.4.1: complexity, no reuse)."""

import re

from knowledge.errors import InvalidInput

MIN_LENGTH = 10
_CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
_CLASSES_NEEDED = 3


class WeakPassword(InvalidInput):
    """密码不符合要求"""

    code = "weak_password"


def check_password(password: str, *, username: str, old: str = "") -> None:
    """Accept a password, or say what is missing.

    Raises:
        WeakPassword: it is short, simple, contains the user's name, or is the old one.
    """
    if not MIN_LENGTH <= len(password) <= 128:
        raise WeakPassword(f"密码长度应为 {MIN_LENGTH} 到 128 位")
    if sum(bool(re.search(pattern, password)) for pattern in _CLASSES) < _CLASSES_NEEDED:
        raise WeakPassword("密码应包含大写字母、小写字母、数字、符号中的至少三类")
    if username.lower() in password.lower():
        raise WeakPassword("密码不能包含用户名")
    if password == old:
        raise WeakPassword("新密码不能与原密码相同")
