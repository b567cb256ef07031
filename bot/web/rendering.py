"""Templates, and the files that go with them: all small, read once and served from memory under an address that changes with them."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, HTTPException
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response

from bot.content.library import current
from bot.content.page import PageWords
from bot.turn.voice import content
from bot.web.prose import blocks

FOLDER: Final = Path(__file__).parent
#: A year: the address of a file holds a digest of all of them.
KEEP: Final = "public, max-age=31536000, immutable"
_KINDS: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def words() -> PageWords:
    """The words of the page."""
    return current().page


@dataclass(frozen=True)
class StaticFiles:
    """The stylesheet, the scripts and the icon."""

    files: dict[str, bytes]
    digest: str

    @classmethod
    def load(cls, folder: Path) -> StaticFiles:
        """All files of a folder."""
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        digest = hashlib.sha256(b"".join(name.encode() + data for name, data in files.items())).hexdigest()[:12]
        return cls(files, digest)

    def url(self, name: str) -> str:
        """The address of a file; a `KeyError` for one that is not there."""
        assert name in self.files, name
        return f"/static/{self.digest}/{name}"

    def router(self) -> APIRouter:
        """The route of the files. An address of an earlier version gets the present file, but not for keeps."""
        routes = APIRouter(include_in_schema=False)

        @routes.get("/static/{digest}/{name}")
        async def file(digest: str, name: str) -> Response:
            if name not in self.files:
                raise HTTPException(404)
            kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
            keep = KEEP if digest == self.digest else "no-cache"
            return Response(self.files[name], headers={"Cache-Control": keep, "Content-Type": kind})

        return routes


def whole(text: str) -> Markup:
    """The text, escaped, with the name NemLog-in kept in one piece: a line that ends in «NemLog-» reads badly."""
    return escape(text).replace("NemLog-in", Markup('<span class="whole">NemLog-in</span>'))


def gaps(text: str) -> Markup:
    """The text, escaped, with what stands in square brackets marked: it is for the user to fill in."""
    return Markup(re.sub(r"\[[^\]]*\]", r'<mark class="gap">\g<0></mark>', str(escape(text))))  # noqa: S704 – escaped


class Renderer:
    """Puts a page together. Everything that is not markup of ours is escaped."""

    #: The sites that may show a page of this in a frame, for its script; empty where none may.
    hosts = ""

    def __init__(self) -> None:
        self.static = static_files()
        self._environment = _environment()

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page as a response."""
        text = self._environment.get_template(template).render({"embedded": self.hosts, **values})
        return Response(text, status, media_type="text/html; charset=utf-8")


@lru_cache(maxsize=1)
def static_files() -> StaticFiles:
    """The files of this process, read once."""
    return StaticFiles.load(FOLDER / "static")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates, read once."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    official = content().links_json(["connection_page"])[0]
    environment.globals.update(words=words(), static=static_files().url, official=official)
    environment.filters.update(blocks=blocks, whole=whole, gaps=gaps)
    return environment
