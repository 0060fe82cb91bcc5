"""What can be set for everything on one machine; environment prefix STANDALONE_."""

from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from service_kit.errors import ErrorKind, ServiceError


class Settings(BaseSettings):
    """Options of the command line win over the environment, the environment over these defaults."""

    model_config = SettingsConfigDict(env_prefix="STANDALONE_", frozen=True)

    host: str = Field(
        default="127.0.0.1", description="Address the gateway listens on; any but loopback needs API keys."
    )
    port: int = Field(default=8080, ge=0, le=65535, description="Port of the gateway; 0 takes a free one.")
    data_dir: Path = Field(
        default=Path("~/.local/share/clashwire"), description="Folder of the databases, the lock and the log."
    )
    log_level: str = Field(default="info", description="Least level of the lines that are logged.")
    start_seconds: float = Field(default=60.0, gt=0, description="How long the services may take to become ready.")
    grace_seconds: float = Field(default=20.0, gt=0, description="How long a check under way may take after a stop.")
    check_seconds: float = Field(
        default=300.0, gt=0, description="How long the command line waits for the answer to a check."
    )

    max_file_bytes: int = Field(
        default=64 * 1024 * 1024, gt=0, description="Largest file that clashwire backfill reads; news is smaller."
    )

    def for_one_command(self) -> Self:
        """The same for a command that prints its own answer: free ports on loopback, only failures are logged."""
        return self.model_copy(update={"host": "127.0.0.1", "port": 0, "log_level": "error", "grace_seconds": 2.0})

    def sqlite_url(self, name: str) -> str:
        """Database of a service in the data directory."""
        return f"sqlite:///{self.data_dir.resolve() / name}.sqlite3"


def read_settings(**options: object) -> Settings:
    """Settings from the environment, overridden by the options that were given."""
    try:
        settings = Settings()
    except ValidationError as error:
        names = ", ".join(
            f"STANDALONE_{str(problem['loc'][0]).upper()}: {problem['msg']}" for problem in error.errors()
        )
        raise ServiceError(ErrorKind.INVALID, f"bad settings: {names}", reason="BAD_SETTINGS") from error
    given = {name: value for name, value in options.items() if value is not None}
    chosen = settings.model_copy(update=given)
    return chosen.model_copy(update={"data_dir": chosen.data_dir.expanduser()})
