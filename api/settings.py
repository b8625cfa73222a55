"""Settings: environment variables ``YIHAODA_…`` (nested with ``__``) or a ``.env`` file."""

from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.accounts.roles import Role
from api.handover.settings import DeskSettings
from api.hotline.settings import HotlineSettings
from api.wechat.settings import Mode, WeChatSettings
from api.wecom.settings import WeComSettings

OFFLINE_MODEL = "offline"
_LONG = 32  # characters of a secret that nobody guesses


class Environment(StrEnum):
    """Where this runs; ``production`` refuses default secrets."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class WidgetSettings(BaseModel):
    """The website widget."""

    allowed_origins: tuple[str, ...] = ()


class AccountSettings(BaseModel):
    """Staff accounts. The lock-out follows 等保 (GB/T 22239-2019, 8.1.4.1 a, b)."""

    session_hours: Annotated[int, Field(ge=1, le=24)] = 12
    idle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 30
    max_sessions: Annotated[int, Field(ge=1, le=100)] = 5
    password_days: Annotated[int, Field(ge=0)] = 90


class OidcSettings(BaseModel):
    """Single sign-on by OpenID Connect; off while there is no issuer."""

    issuer: str = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    redirect_uri: str = ""
    role_claim: str = "roles"
    roles: dict[str, Role] = {}
    name: str = "统一身份认证"


class CurationSettings(BaseModel):
    """How many people it takes until a text is public: 1 any, 2 a reviewer who did not write it, 3 a publisher besides."""

    eyes: Literal[1, 2, 3] = 2

    @field_validator("eyes", mode="before")
    @classmethod
    def _from_environment(cls, value: object) -> object:
        return int(value) if isinstance(value, str) and value.isdecimal() else value


class WatchSettings(BaseModel):
    """Watching sites: which private networks may be looked at beside the public ones."""

    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = ()


class Settings(BaseSettings):
    """Everything an installation can choose."""

    model_config = SettingsConfigDict(env_prefix="YIHAODA_", env_nested_delimiter="__", env_file=".env", extra="ignore")

    environment: Environment = Environment.DEVELOPMENT
    data_dir: Path = Path("var")
    database_url: str = ""
    redis_url: str = ""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    host: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    rasa_url: str = ""
    rasa_timeout_seconds: Annotated[float, Field(gt=0)] = 4.0
    embedding_model: str = OFFLINE_MODEL
    region: str = "411200"
    action_token: SecretStr = SecretStr("")
    secret_key: SecretStr = SecretStr("")
    metrics_token: SecretStr = SecretStr("")
    bot_python: Path = Path(".venv-bot/bin/python")
    widget: WidgetSettings = WidgetSettings()
    accounts: AccountSettings = AccountSettings()
    oidc: OidcSettings = OidcSettings()
    curation: CurationSettings = CurationSettings()
    watch: WatchSettings = WatchSettings()
    wechat: WeChatSettings = WeChatSettings()
    wecom: WeComSettings = WeComSettings()
    hotline: HotlineSettings = HotlineSettings()
    desk: DeskSettings = DeskSettings()

    @model_validator(mode="after")
    def _production_has_its_own_secrets(self) -> Self:
        if self.environment is not Environment.PRODUCTION:
            return self
        if len(self.secret_key.get_secret_value()) < _LONG:
            raise ValueError("YIHAODA_SECRET_KEY: production needs a secret of its own, 32 characters or more")
        # Wrong tokens are not counted: whoever shares an address with the switchboard could shut it out. So none is guessed.
        if 0 < len(self.hotline.token.get_secret_value()) < _LONG:
            raise ValueError("YIHAODA_HOTLINE__TOKEN: production needs 32 random characters or more")
        return self

    @model_validator(mode="after")
    def _single_sign_on_is_complete(self) -> Self:
        if self.oidc.issuer and not self.oidc.client_id:
            raise ValueError("YIHAODA_OIDC__CLIENT_ID: single sign-on needs the id this service has at the issuer")
        if self.oidc.issuer and self.environment is Environment.PRODUCTION:
            if not self.oidc.issuer.startswith("https://"):
                raise ValueError("YIHAODA_OIDC__ISSUER: production trusts an issuer over https only")
            if not self.oidc.redirect_uri.startswith("https://"):
                raise ValueError("YIHAODA_OIDC__REDIRECT_URI: production needs the https address of /api/sso/callback")
        return self

    @model_validator(mode="after")
    def _messages_cannot_be_forged(self) -> Self:
        wechat, production = self.wechat, self.environment is Environment.PRODUCTION
        if wechat.is_connected and production and wechat.mode is Mode.PLAIN:
            raise ValueError(
                "YIHAODA_WECHAT__MODE: production needs safe or compatible; plain does not sign what is sent"
            )
        return self

    @property
    def resolved_database_url(self) -> str:
        """The database, SQLite in the data folder unless set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.resolve() / 'yihaoda.db'}"

    @property
    def model_dir(self) -> Path:
        """Where the offline embedding model lies."""
        return self.data_dir / "models" / "multilingual-e5-small"

    @property
    def attachments_dir(self) -> Path:
        """Where files that hang on entries lie."""
        return self.data_dir / "attachments"

    @property
    def index_dir(self) -> Path:
        """Where index snapshots lie."""
        return self.data_dir / "index"

    @property
    def imports_dir(self) -> Path:
        """Where imported files lie."""
        return self.data_dir / "imports"

    @property
    def dialogue_model(self) -> Path:
        """The trained dialogue model."""
        return self.data_dir / "dialogue" / "dialogue.tar.gz"
