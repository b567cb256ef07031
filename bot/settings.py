"""Every setting, typed, from the environment and the file `.env` of the working folder, with a default that works."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

Value = TypeVar("Value")

LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
#: A shared secret shorter than this can be guessed.
SHORTEST_SECRET: Final = 16
#: The mark is on every page.
LARGEST_MARK: Final = 50_000
LONGEST_RETENTION_DAYS: Final = 3650
#: The models and the words lie beside the program, wherever it is started from.
PROJECT: Final = Path(__file__).resolve().parents[1]


class SettingsError(ValueError):
    """A setting that cannot be used; its text is one line that names it, says what is wrong and shows what it takes."""


@dataclass(frozen=True)
class Settings:
    """The settings of one process. What may hold a password or a secret is kept out of the `repr`."""

    data_dir: Path
    database_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    rate_limits: bool
    cvr_service: str
    log_level: str
    webhook_secret: str | None = field(repr=False)
    retention_days: int
    models_dir: Path
    content_dir: Path
    turn_seconds: float
    trusted_proxies: str
    embedding_sites: tuple[str, ...] = ()
    demo: bool = False
    site_name: str | None = None
    mark: Path | None = None
    project_dir: Path = PROJECT

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
        """The settings of `environment`, the process's own by default; `.env` in `folder` fills in what it lacks.

        Relative paths are taken from `folder`, the working folder by default. Raises `SettingsError`.
        """
        folder = folder or Path.cwd()
        given = {**read_env_file(folder / ".env"), **(os.environ if environment is None else environment)}
        data_dir = _read(given, "GUIDE_DATA_DIR", _path(folder), "var")
        return cls(
            data_dir=data_dir,
            database_url=_read(given, "GUIDE_DATABASE_URL", _database_url, f"sqlite:///{data_dir / 'guide.sqlite3'}"),
            redis_url=_read(given, "GUIDE_REDIS_URL", _redis_url, ""),
            rate_limits=_read(given, "GUIDE_RATE_LIMITS", _on_or_off, "on"),
            cvr_service=_read(given, "GUIDE_CVR_SERVICE", _word, "none"),
            log_level=_read(given, "GUIDE_LOG_LEVEL", _log_level, "INFO"),
            webhook_secret=_read(given, "GUIDE_WEBHOOK_SECRET", _secret, ""),
            retention_days=_read(given, "GUIDE_RETENTION_DAYS", _days, "30"),
            models_dir=_read(given, "GUIDE_MODELS_DIR", _path(folder), str(PROJECT / "models")),
            content_dir=_read(given, "GUIDE_CONTENT_DIR", _path(folder), str(PROJECT / "content")),
            turn_seconds=_read(given, "GUIDE_TURN_SECONDS", _seconds, "20"),
            trusted_proxies=_read(given, "GUIDE_TRUSTED_PROXIES", _word, "127.0.0.1"),
            embedding_sites=_read(given, "GUIDE_EMBEDDING_SITES", _origins, ""),
            demo=_read(given, "GUIDE_DEMO", _on_or_off, "off"),
            site_name=_read(given, "GUIDE_SITE_NAME", _word, "") or None,
            mark=_read(given, "GUIDE_MARK", _picture(folder), ""),
            project_dir=_read(given, "GUIDE_PROJECT_DIR", _path(folder), str(PROJECT)),
        )


def read_env_file(path: Path) -> dict[str, str]:
    """The settings of a `.env` file: `NAME=value` a line, `#` for comments, quotes where a value needs them.

    A file that is not there holds none. Raises `SettingsError` for a line that is none of these.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} kan ikke læses ({type(error).__name__}). Ret filen, eller fjern den.") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip().removeprefix("export ").strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise SettingsError(
                f"{path}, linje {number}: skriv NAVN=værdi, fx GUIDE_LOG_LEVEL=INFO, eller begynd linjen med #."
            )
        found[name.strip()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    for quote in ("'", '"'):
        if value.startswith(quote) and (end := value.find(quote, 1)) > 0:
            return value[1:end]
    # Only a `#` after a space begins a comment: a password may hold one.
    return value.partition(" #")[0].rstrip()


def _read(given: Mapping[str, str], name: str, reader: Callable[[str], Value], default: str) -> Value:
    """One setting; an empty one counts as not set. Raises `SettingsError` with the setting's name in front."""
    try:
        return reader(given.get(name, "").strip() or default)
    except ValueError as error:
        raise SettingsError(f"{name} {error}") from None


def _path(folder: Path) -> Callable[[str], Path]:
    return lambda value: (folder / Path(value).expanduser()).resolve()


def _picture(folder: Path) -> Callable[[str], Path | None]:
    """A picture that is small enough for every page; none where none is named."""

    def read(value: str) -> Path | None:
        file = _path(folder)(value)
        if not value:
            return None
        if file.suffix.lower() not in (".svg", ".png"):
            raise ValueError(f"skal være en SVG- eller PNG-fil; den er «{value}». Fx mærke.svg.")
        if not file.is_file() or file.stat().st_size > LARGEST_MARK:
            raise ValueError(
                f"skal være en fil på højst {LARGEST_MARK // 1000} kB; «{value}» findes ikke eller er større."
            )
        return file

    return read


def _word(value: str) -> str:
    return value


def _on_or_off(value: str) -> bool:
    if value.lower() not in ("on", "off"):
        raise ValueError(f"skal være on eller off; den er «{value}». Fx off.")
    return value.lower() == "on"


def _origins(value: str) -> tuple[str, ...]:
    """Sites by scheme, host and port; without encryption only on this machine."""
    sites = tuple(value.replace(",", " ").split())
    for site in sites:
        if not re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?|http://(localhost|127\.\d+\.\d+\.\d+)(:\d+)?", site):
            raise ValueError(
                f"skal være websteder uden sti, adskilt af mellemrum; «{site}» kan ikke bruges. Fx https://support.example.dk."
            )
    return sites


def _log_level(value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise ValueError(f"skal være en af {', '.join(LOG_LEVELS)}; den er «{value}».")
    return value.upper()


def _days(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= LONGEST_RETENTION_DAYS):
        raise ValueError(f"skal være et helt antal dage fra 1 til {LONGEST_RETENTION_DAYS}; den er «{value}». Fx 30.")
    return int(value)


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 600:
        raise ValueError(f"skal være et antal sekunder fra 0.1 til 600; den er «{value}». Fx 20.")
    return seconds


def _secret(value: str) -> str | None:
    if 0 < len(value) < SHORTEST_SECRET:
        raise ValueError(
            f"skal have mindst {SHORTEST_SECRET} tegn, så den ikke kan gættes. Udelad den for at slå webhooken fra."
        )
    return value or None


def _database_url(value: str) -> str:
    """The URL as SQLAlchemy takes it. The value itself is never repeated: it may hold a password."""
    scheme, _, rest = value.partition("://")
    if scheme in ("postgresql", "postgres", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return value
    raise ValueError("skal begynde med sqlite:/// eller postgresql://, fx postgresql://bruger:kode@vært/database.")


def _redis_url(value: str) -> str | None:
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("skal begynde med redis://, rediss:// eller unix://, fx redis://localhost:6379/0.")
    return value or None
