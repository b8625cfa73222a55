"""Password rules in the wording of 等保 (GB/T 22239-2019, 8.1.4.1 a: complexity, regular change, no reuse)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.errors import InvalidInput

MIN_LENGTH = 10
HISTORY = 5
_CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
_CLASSES_NEEDED = 3
_LOOK_ALIKES = str.maketrans("@0$!13", "aosiie")


class WeakPassword(InvalidInput):
    """密码不符合要求"""

    code = "weak_password"


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    common: tuple[str, ...]
    rows: tuple[str, ...]
    run_length: int
    rest_at_least: int


def check_password(password: str, *, username: str, old: str = "") -> None:
    """Accept a password, or say what is missing.

    Raises:
        WeakPassword: it is short, simple, common, contains the user's name, or is the old one.
    """
    if not MIN_LENGTH <= len(password) <= 128:
        raise WeakPassword(f"密码长度应为 {MIN_LENGTH} 到 128 位")
    if sum(bool(re.search(pattern, password)) for pattern in _CLASSES) < _CLASSES_NEEDED:
        raise WeakPassword("密码应包含大写字母、小写字母、数字、符号中的至少三类")
    if username.lower() in password.lower():
        raise WeakPassword("密码不能包含用户名")
    if password == old:
        raise WeakPassword("新密码不能与原密码相同")
    if _is_guessable(password.lower()):
        raise WeakPassword("密码过于常见，不能由常用词、键盘上相邻的键或重复的字符组成")


def _is_guessable(password: str) -> bool:
    """Whether little is left without common words, keyboard runs and repetitions."""
    return min(len(_rest(password)), len(_rest(password.translate(_LOOK_ALIKES)))) < _words().rest_at_least


def _rest(password: str) -> str:
    for word in _words().common:
        password = password.replace(word, "")
    password = "".join(_outside_runs(password))
    return re.sub(r"(.)\1{2,}", "", password)


def _outside_runs(password: str) -> Iterator[str]:
    """Yield the characters that are in no run along a row of the keyboard."""
    at, length = 0, _words().run_length
    while at < len(password):
        end = at + length
        if not _is_run(password[at:end]):
            yield password[at]
            at += 1
            continue
        while end < len(password) and _is_run(password[end - length + 1 : end + 1]):
            end += 1
        at = end


def _is_run(part: str) -> bool:
    if len(part) < _words().run_length:
        return False
    return any(part in row or part[::-1] in row for row in _words().rows)


@cache
def _words() -> _Words:
    path = Path(__file__).with_name("passwords.yml")
    return _Words.model_validate(yaml.safe_load(path.read_text("utf-8")))
