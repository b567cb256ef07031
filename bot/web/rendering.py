"""Puts pages together from templates, the words of content/ and the look."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response

from bot.content.library import current
from bot.content.page import PageWords
from bot.web.look import Look, static_files
from bot.web.prose import blocks

FOLDER: Final = Path(__file__).parent
DEFAULT_LOOK: Final = Look()


def words(look: Look = DEFAULT_LOOK) -> PageWords:
    """The words of the page, with the name that the look gives it."""
    page = current().page
    if look.name is None:
        return page
    return page.model_copy(update={"site": page.site.model_copy(update={"name": look.name})})


class Current:
    """Something whose attributes are looked up anew each time, so that templates that are kept show the words of today."""

    def __init__(self, find: Callable[[], object]) -> None:
        self._find = find

    def __getattr__(self, name: str) -> Any:
        return getattr(self._find(), name)


def whole(text: str) -> Markup:
    """The text, escaped, with the name NemLog-in kept in one piece: a line that ends in «NemLog-» reads badly."""
    return escape(text).replace("NemLog-in", Markup('<span class="whole">NemLog-in</span>'))


def gaps(text: str) -> Markup:
    """The text, escaped, with what stands in square brackets marked: it is for the user to fill in."""
    return Markup(re.sub(r"\[[^\]]*\]", r'<mark class="gap">\g<0></mark>', str(whole(text))))  # noqa: S704 – escaped


class Renderer:
    """Puts a page together. Everything that is not markup of ours is escaped."""

    #: The sites that may show a page of this in a frame, for its script; empty where none may.
    hosts = ""

    def __init__(self, look: Look = DEFAULT_LOOK) -> None:
        self.look = look
        self.static = static_files(look)
        self._environment = _environment(look)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page as a response."""
        official = current().links_json(["connection_page"])[0]
        shown = {"embedded": self.hosts, "official": official, **values}
        text = self._environment.get_template(template).render(shown)
        return Response(text, status, media_type="text/html; charset=utf-8")


@lru_cache(maxsize=8)
def _environment(look: Look) -> Environment:
    """The templates in a look, read once."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    static = static_files(look)
    environment.globals.update(
        words=Current(lambda: words(look)), static=static.url, mark_file=static.mark, modules=static.modules
    )
    environment.filters.update(blocks=blocks, whole=whole, gaps=gaps)
    return environment
