"""Configuration from the environment, and from nowhere else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from ioc.errors import IocError
from ioc.words.catalogue import LANGUAGES, say
from ioc.words.phrase import Phrase, WordList

# Who may view (IOC_VIEW).
EVERYBODY, SIGNED_IN = "everybody", "signed-in"
# From when on numbers of forms count (IOC_COUNTS).
HANDED_IN, VERIFIED = "handed-in", "verified"


class Settings(BaseSettings):
    """Everything that can be set; each field is the variable `IOC_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="IOC_", frozen=True)

    var: Path = Field(Path("var"), description=say("setting-var"))
    database_url: str = Field("", description=say("setting-database-url"))
    host: str = Field("127.0.0.1", description=say("setting-host"))
    port: int = Field(8050, ge=1, le=65535, description=say("setting-port"))
    workers: int = Field(
        default_factory=lambda: max(2, min(4, os.cpu_count() or 2)),
        ge=1,
        description=say("setting-workers"),
    )
    province: str = Field("40", description=say("setting-province"))
    language: str = Field(
        LANGUAGES[0], pattern=f"^({'|'.join(LANGUAGES)})$", description=say("setting-language")
    )
    demo: bool = Field(True, description=say("setting-demo"))
    poll_seconds: float = Field(0.2, gt=0, le=5, description=say("setting-poll-seconds"))
    lists_at_once: int = Field(
        2,
        ge=1,
        le=32,
        description=say("setting-lists-at-once"),
    )
    waiting_per_address: int = Field(
        16,
        ge=1,
        le=1000,
        description=say("setting-waiting"),
    )
    alert_seconds: int = Field(25, ge=5, le=300, description=say("setting-alert-seconds"))
    today: date | None = Field(None, description=say("setting-today"))

    office: str = Field("", max_length=80, description=say("setting-office"))
    office_en: str = Field("", max_length=80, description=say("setting-office-en"))
    emblem: str = Field("", description=say("setting-emblem"))

    view: str = Field(
        EVERYBODY, pattern=f"^({EVERYBODY}|{SIGNED_IN})$", description=say("setting-view")
    )
    counts: str = Field(
        HANDED_IN, pattern=f"^({HANDED_IN}|{VERIFIED})$", description=say("setting-counts")
    )
    show_persons: bool = Field(False, description=say("setting-show-persons"))

    proxies: str = Field("", description=say("setting-proxies"))
    hosts: str = Field("", description=say("setting-hosts"))
    hsts_seconds: int = Field(0, ge=0, le=63_072_000, description=say("setting-hsts"))

    session_idle_minutes: int = Field(480, ge=1, le=43_200, description=say("setting-session-idle"))
    session_hours: int = Field(168, ge=1, le=8_760, description=say("setting-session-hours"))
    session_key: str = Field("", description=say("setting-session-key"))

    access_log: bool = Field(False, description=say("setting-access-log"))
    log_folder: str = Field("", description=say("setting-log-folder"))
    log_megabytes: int = Field(10, ge=1, le=1_000, description=say("setting-log-megabytes"))
    log_files: int = Field(5, ge=1, le=100, description=say("setting-log-files"))

    @field_validator("today", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        """Take an empty day as none: a line `IOC_TODAY=` sets nothing."""
        return value or None

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names of `hosts`, in small letters."""
        return tuple(filter(None, (each.strip().lower() for each in self.hosts.split(","))))

    @property
    def url(self) -> str:
        """The database address, with the embedded default filled in."""
        return self.database_url or f"sqlite:///{(self.var / 'ioc.sqlite').resolve()}"

    @property
    def published(self) -> Path:
        """The folder of published boundaries."""
        return self.var / "published"


class SettingsError(IocError):
    """A variable of the environment cannot be used."""


def read_settings() -> Settings:
    """Return the settings of the environment.

    Raises:
        SettingsError: some cannot be used; names each variable, its value and what it takes.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = tuple(map(_fault, error.errors()))
        raise SettingsError(Phrase("setting-refused", faults=WordList("\n", faults))) from None


def _fault(error: ErrorDetails) -> Phrase:
    name = str(error["loc"][0])
    meaning = str(Settings.model_fields[name].description)
    variable, value = f"IOC_{name}".upper(), str(error["input"])
    return Phrase("setting-fault", name=variable, value=value, meaning=meaning, takes=_takes(name))


def _takes(name: str) -> Phrase:
    field = Settings.model_fields[name]
    bounds = {type(each).__name__: each for each in field.metadata}
    least = getattr(bounds.get("Ge"), "ge", getattr(bounds.get("Gt"), "gt", None))
    most = getattr(bounds.get("Le"), "le", None)
    if name == "language":
        return Phrase("setting-one-of", values=WordList(", ", LANGUAGES))
    if field.annotation is bool:
        return Phrase("setting-yes-no")
    if name == "today":
        return Phrase("setting-day")
    if least is not None and most is not None:
        return Phrase("setting-between", least=least, most=most)
    return Phrase("setting-other")
