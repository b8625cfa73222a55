"""Settings: environment variables ``YIHAODA_…`` (nested with ``__``) or a ``.env`` file."""

from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

OFFLINE_MODEL = "offline"


class Environment(StrEnum):
    """Where this runs; ``production`` refuses default secrets."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class WidgetSettings(BaseModel):
    """The website widget."""

    allowed_origins: tuple[str, ...] = ()


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
    watch: WatchSettings = WatchSettings()

    @model_validator(mode="after")
    def _production_has_its_own_secret(self) -> Self:
        if self.environment is Environment.PRODUCTION and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("YIHAODA_SECRET_KEY: production needs a secret of its own, 32 characters or more")
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
