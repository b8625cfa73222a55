"""Settings that an installation may not have."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.settings import Settings

_LONG = "s" * 32
_PLAIN_WECHAT = {"app_id": "wx0", "app_secret": "s", "token": "abc", "mode": "plain"}


def _settings(given: dict[str, Any]) -> Settings:
    return Settings(_env_file=None, **given)


def _in_production(given: dict[str, Any]) -> Settings:
    return _settings({"environment": "production", "secret_key": _LONG} | given)


def test_a_new_checkout_needs_nothing() -> None:
    assert _settings({"hotline": {"token": "short"}}).hotline.token.get_secret_value() == "short"


def test_production_starts_with_secrets_of_its_own() -> None:
    assert _in_production({"hotline": {"token": _LONG}}).environment == "production"
    assert _in_production({}).hotline.token.get_secret_value() == "", "no hotline, so no token"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"secret_key": ""}, "YIHAODA_SECRET_KEY"),
        ({"secret_key": _LONG[1:]}, "YIHAODA_SECRET_KEY"),
        ({"hotline": {"token": _LONG[1:]}}, "YIHAODA_HOTLINE__TOKEN"),
        ({"oidc": {"issuer": "http://id.example", "client_id": "yihaoda"}}, "YIHAODA_OIDC__ISSUER"),
        ({"oidc": {"issuer": "https://id.example", "client_id": "yihaoda"}}, "YIHAODA_OIDC__REDIRECT_URI"),
        ({"wechat": _PLAIN_WECHAT}, "YIHAODA_WECHAT__MODE"),
    ],
)
def test_production_refuses_what_can_be_guessed_or_forged(given: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        _in_production(given)


def test_single_sign_on_needs_a_client_anywhere() -> None:
    with pytest.raises(ValidationError, match="YIHAODA_OIDC__CLIENT_ID"):
        _settings({"oidc": {"issuer": "https://id.example"}})
