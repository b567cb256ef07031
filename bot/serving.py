"""`guide serve`: the site, the API and the conversation in one process."""

from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path
from typing import Final

import uvicorn

from bot.content import ContentError
from bot.content.library import current
from bot.settings import Settings, SettingsError

#: Said at the start where set-up has not taken the design system.
WITHOUT_DESIGN: Final = (
    "Det Fælles Designsystem er ikke hentet, så siden har sit eget udseende. "
    "«make setup» henter det, når npm er installeret."
)


def serve(host: str, port: int) -> int:
    """Serves until stopped. 2, with one line that says why, when it cannot start."""
    try:
        settings = Settings.from_environment()
        current()
    except (SettingsError, ContentError) as error:
        print(error, file=sys.stderr)
        return 2
    fault = _cannot_start(settings.models_dir, host, port)
    if fault:
        print(fault, file=sys.stderr)
        return 2
    # Imported late: it brings the whole web with it, and the faults above are to be told at once.
    from bot.app import build
    from bot.store import StoreUnavailable
    from bot.web.look import Look

    _log(settings.log_level)
    try:
        app = build(settings)
    except StoreUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Vejlederen starter på http://{host}:{port} – stop med Ctrl-C.", flush=True)
    if not Look().has_design:
        print(WITHOUT_DESIGN, flush=True)
    # No access log: it would hold paths with conversation ids. No websockets: nothing here speaks them.
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="none",
        log_level=settings.log_level.lower(),
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
    )
    server = uvicorn.Server(config)
    server.run()
    return 0 if server.started else 2


def _log(level: str) -> None:
    """The guide's own log lines, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    ours = logging.getLogger("bot")
    ours.addHandler(handler)
    ours.setLevel(level)
    ours.propagate = False


def _cannot_start(models: Path, host: str, port: int) -> str | None:
    """Why serving is impossible, if it is: found out before the model is loaded."""
    if not (models / "manifest.json").exists():
        return f"Der er ingen trænet model i {models}. Kør «guide train» først."
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"Port {port} på {host} kan ikke bruges ({error.strerror}). Vælg en anden med --port."
    return None
