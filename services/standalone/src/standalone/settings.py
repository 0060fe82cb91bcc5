"""What can be set for everything on one machine; environment prefix STANDALONE_."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Options of the command line win over the environment, the environment over these defaults."""

    model_config = SettingsConfigDict(env_prefix="STANDALONE_", frozen=True)

    host: str = Field("127.0.0.1", description="Address the gateway listens on; any but loopback needs API keys.")
    port: int = Field(8080, ge=0, le=65535, description="Port of the gateway; 0 takes a free one.")
    data_dir: Path = Field(
        Path.home() / ".local" / "share" / "clashwire", description="Folder of the databases, the lock and the log."
    )
    log_level: str = Field("info", description="Least level of the lines that are logged.")
    start_seconds: float = Field(60.0, gt=0, description="How long the services may take to become ready.")
    grace_seconds: float = Field(20.0, gt=0, description="How long a check under way may take after a stop.")
    check_seconds: float = Field(300.0, gt=0, description="How long the command line waits for the answer to a check.")
