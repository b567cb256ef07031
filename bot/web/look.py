"""The files that go with the page: all small, put together once and served from memory under an address that changes with them.

The stylesheet is one file, made of the components and the layout. The components are those of Det Fælles Designsystem where set-up has
taken it (`bot/web/dkfds.py`), and of looks/plain.css otherwise: the same class names, and the same markup.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from bot.web import dkfds

HERE: Final = Path(__file__).parent
#: A year: the address of a file holds a digest of all of them.
KEEP: Final = "public, max-age=31536000, immutable"
_KINDS: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
#: What gets smaller by compressing; a typeface and a picture are compressed already.
_COMPRESSED: Final = (".js", ".css", ".svg")


@dataclass(frozen=True)
class Look:
    """What an operator may replace: the name in place of the one in content/, and the mark, an SVG or PNG file.

    `design`: the folder of the design system; one that is not there has the page look plain.
    """

    name: str | None = None
    mark: Path | None = None
    design: Path = dkfds.FOLDER

    @property
    def has_design(self) -> bool:
        """Whether the design system was taken."""
        return (self.design / dkfds.STYLESHEET).exists()


@dataclass(frozen=True)
class StaticFiles:
    """The stylesheet with what it needs, the scripts and the mark, as they are and compressed."""

    files: dict[str, bytes]
    compressed: dict[str, bytes]
    digest: str
    mark: str

    @classmethod
    def of(cls, look: Look) -> StaticFiles:
        """All files of a look."""
        files = _files_in(HERE / "static")
        parts = [files["page.css"]]
        if look.has_design:
            design = _files_in(look.design)
            parts = [design.pop(dkfds.STYLESHEET), *parts, (HERE / "looks" / "with-dkfds.css").read_bytes()]
            files |= {name: data for name, data in design.items() if Path(name).suffix in _KINDS}
        else:
            parts = [(HERE / "looks" / "plain.css").read_bytes(), *parts]
        files["page.css"] = b"\n".join(parts)
        if "staff.css" in files:
            files["staff.css"] = (HERE / "looks" / "staff-controls.css").read_bytes() + files["staff.css"]
        mark = "mark.svg"
        if look.mark is not None:
            del files[mark]
            mark = f"mark{look.mark.suffix.lower()}"
            files[mark] = look.mark.read_bytes()
        digest = hashlib.sha256(b"".join(name.encode() + data for name, data in sorted(files.items()))).hexdigest()[:12]
        small = {name: gzip.compress(data, mtime=0) for name, data in files.items() if name.endswith(_COMPRESSED)}
        return cls(files, small, digest, mark)

    @property
    def modules(self) -> list[str]:
        """The scripts that page.js imports, and those that they import: what is best fetched before it asks."""
        found = ["page.js"]
        for script in found:
            imported = re.findall(r'from "\./([\w-]+\.js)"', self.files[script].decode())
            found += [name for name in imported if name not in found]
        return found[1:]

    def url(self, name: str) -> str:
        """The address of a file."""
        assert name in self.files, name
        return f"/static/{self.digest}/{name}"

    def router(self) -> APIRouter:
        """The route of the files. An address of an earlier version gets the present file, but not for keeps."""
        routes = APIRouter(include_in_schema=False)

        @routes.get("/static/{digest}/{name}")
        async def file(request: Request, digest: str, name: str) -> Response:
            if name not in self.files:
                raise HTTPException(404)
            kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
            keep = KEEP if digest == self.digest else "no-cache"
            headers = {"Cache-Control": keep, "Content-Type": kind}
            if name not in self.compressed:
                return Response(self.files[name], headers=headers)
            headers["Vary"] = "Accept-Encoding"
            if "gzip" not in request.headers.get("accept-encoding", ""):
                return Response(self.files[name], headers=headers)
            return Response(self.compressed[name], headers={**headers, "Content-Encoding": "gzip"})

        return routes


def _files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@lru_cache(maxsize=8)
def static_files(look: Look) -> StaticFiles:
    """The files of a look, read once in this process."""
    return StaticFiles.of(look)
