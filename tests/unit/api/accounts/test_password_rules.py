import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.accounts.passwords import WeakPassword, check_password


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("Kdwpahgf72", id="lower, upper, digit"),
        pytest.param("kdwpahg-72", id="lower, digit, sign"),
        pytest.param("KDWPAHG-ab", id="upper, lower, sign"),
        pytest.param("密码kdwpahg72", id="a Chinese character is a sign"),
        pytest.param("aA1" + "xy" * 62 + "z", id="128 characters"),
        pytest.param("Passw0rd-of-Lingbao", id="a common word, and more"),
    ],
)
def test_accepts(password: str) -> None:
    check_password(password, username="wang", old="Former-pass-1")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        pytest.param("Kdw-72gfp", "长度", id="9 characters"),
        pytest.param("aA1" + "xy" * 63, "长度", id="129 characters"),
        pytest.param("", "长度", id="empty"),
        pytest.param("kdwpahgfjkx", "三类", id="one class"),
        pytest.param("kdwpahgf72953", "三类", id="two classes"),
        pytest.param("Wang-2024-xx", "用户名", id="contains the name in another case"),
        pytest.param("Former-pass-1", "原密码", id="the old one"),
        pytest.param("Password123!", "常见", id="a common word and a run"),
        pytest.param("P@ssw0rd2024", "常见", id="look-alikes"),
        pytest.param("1qaz2wsx3EDC", "常见", id="up and down the keyboard"),
        pytest.param("Qwertyuiop1!", "常见", id="along the keyboard"),
        pytest.param("Poiuytrewq9!", "常见", id="backwards"),
        pytest.param("Aaaaaaaaaa1!", "常见", id="repetition"),
        pytest.param("Admin@12345678", "常见", id="a name and a run"),
        pytest.param("Sanmenxia1234", "常见", id="the place"),
    ],
)
def test_refuses(password: str, says: str) -> None:
    with pytest.raises(WeakPassword, match=says):
        check_password(password, username="wang", old="Former-pass-1")


@given(st.text(max_size=140), st.text(min_size=1, max_size=40))
def test_whatever_is_written_is_accepted_or_refused_with_words(password: str, username: str) -> None:
    try:
        check_password(password, username=username)
    except WeakPassword as error:
        assert error.message.startswith("密码")  # noqa: PT017  # hypothesis needs both ways
    else:
        assert len(password) >= 10
