import pytest

from api.accounts.passwords import WeakPassword, check_password


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("Abcdefgh12", id="lower, upper, digit"),
        pytest.param("abcdefg-12", id="lower, digit, sign"),
        pytest.param("ABCDEFG-ab", id="upper, lower, sign"),
        pytest.param("密码abcdefg12", id="a Chinese character is a sign"),
        pytest.param("aA1" + "x" * 125, id="128 characters"),
    ],
)
def test_accepts(password: str) -> None:
    check_password(password, username="wang", old="Former-pass-1")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        pytest.param("Abc-12345", "长度", id="9 characters"),
        pytest.param("aA1" + "x" * 126, "长度", id="129 characters"),
        pytest.param("", "长度", id="empty"),
        pytest.param("abcdefghijk", "三类", id="one class"),
        pytest.param("abcdefgh12345", "三类", id="two classes"),
        pytest.param("Wang-2024-xx", "用户名", id="contains the name in another case"),
        pytest.param("Former-pass-1", "原密码", id="the old one"),
    ],
)
def test_refuses(password: str, says: str) -> None:
    with pytest.raises(WeakPassword, match=says):
        check_password(password, username="wang", old="Former-pass-1")
