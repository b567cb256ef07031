"""The guide inside another site's page: the script that puts it there, and its pages in a frame.

No cookie is used: a browser gives none of ours to a frame in another site's page. The key to the conversation is in every form
instead, and the script in the frame keeps it for as long as the tab is open. It is never in an address. Only the sites of
GUIDE_EMBEDDING_SITES may show the frame: the browser sees to that, and the script in the frame speaks with no other.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.conversations import Conversations
from bot.web.headers import policy
from bot.web.limits import RateLimits
from bot.web.look import Look
from bot.web.page_forms import Form, from_our_own_page, read_form
from bot.web.page_record import record_page
from bot.web.page_talk import TalkKey, TalkPage, Ways
from bot.web.rendering import DEFAULT_LOOK, Renderer, words

SCRIPT: Final = Path(__file__).parent / "widget" / "v1.js"
#: Where the words go in the script.
WORDS_HERE: Final = "{ /* words */ }"


class FrameRenderer(Renderer):
    """Pages that some sites may show in a frame."""

    def __init__(self, sites: tuple[str, ...], demo: bool, look: Look) -> None:
        super().__init__(look)
        self.hosts = " ".join((*sites, *(["self"] if demo else [])))
        self._policy = policy(frame_ancestors=self.hosts.replace("self", "'self'") if demo else self.hosts)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page as a response; one that is not for a frame says so by `embedded=""`."""
        response = super().page(template, status, **values)
        if values.get("embedded", self.hosts):
            response.headers["Content-Security-Policy"] = self._policy
        return response


class FrameTalk(TalkPage):
    """The talk in a frame. Its forms carry the key, and are answered by the page itself."""

    embedded = True

    def key_of(self, request: Request, form: Form) -> TalkKey | None:
        """The key of the one who sent a form."""
        return TalkKey.read(form.talk)

    async def said(self, request: Request, form: Form, key: TalkKey) -> Response:
        """The answer to a message that was taken."""
        return await self.show_talk(request, key, form.part)

    def forget(self, response: Response) -> None:
        """Nothing: the page comes without a key, and that is all there is."""


def embedded_routers(
    conversations: Conversations,
    limits: RateLimits,
    retention_days: int,
    sites: tuple[str, ...],
    demo: bool,
    look: Look,
) -> list[APIRouter]:
    """The routes, where some site may embed the guide; none otherwise."""
    if not (sites or demo):
        return []
    talk = FrameTalk(conversations, limits, FrameRenderer(sites, demo, look), retention_days)
    return [_script(look), _frame(talk), *([_demo(look)] if demo else [])]


def _frame(talk: FrameTalk) -> APIRouter:
    routes = APIRouter(prefix="/indlejret", include_in_schema=False)

    @routes.get("")
    async def show(request: Request) -> Response:
        return await talk.show_talk(request, None, None)

    @routes.post("/vis")
    async def look(request: Request) -> Response:
        if not from_our_own_page(request):
            return talk.refuse_foreign()
        form = await read_form(request)
        return await talk.show_talk(request, TalkKey.read(form.talk), form.part)

    @routes.post("/samtale")
    async def say(request: Request) -> Response:
        return await talk.say(request)

    @routes.post("/udskrift")
    async def record(request: Request) -> Response:
        if not from_our_own_page(request):
            return talk.refuse_foreign()
        today = datetime.now(UTC).astimezone().date()
        return await record_page(talk, request, TalkKey.read((await read_form(request)).talk), today)

    @routes.post("/slet")
    async def ask(request: Request) -> Response:
        if not from_our_own_page(request):
            return talk.refuse_foreign()
        key = TalkKey.read((await read_form(request)).talk)
        ways = Ways(embedded=True, talk=str(key) if key else "")
        return talk.renderer.page("deletion.html", there=key is not None, ways=ways)

    @routes.post("/slettet")
    async def delete(request: Request) -> Response:
        if not from_our_own_page(request):
            return talk.refuse_foreign()
        trouble = await talk.delete(TalkKey.read((await read_form(request)).talk))
        return trouble or talk.renderer.page("deleted.html", ways=Ways(embedded=True))

    return routes


def _script(look: Look) -> APIRouter:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/widget/v1.js")
    async def script() -> Response:
        headers = {
            "Cache-Control": "public, max-age=3600",
            # Other sites' pages load it: that is what it is for.
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Access-Control-Allow-Origin": "*",
        }
        return Response(widget_script(look), media_type="text/javascript; charset=utf-8", headers=headers)

    return routes


def widget_script(look: Look = DEFAULT_LOOK) -> str:
    """The script with the words in it, as they are now."""
    page = words(look)
    said = {"name": page.site.name, **page.widget.model_dump()}
    return _script_without_words().replace(WORDS_HERE, orjson.dumps(said).decode())


@lru_cache(maxsize=1)
def _script_without_words() -> str:
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count(WORDS_HERE) == 1
    return text


def _demo(look: Look) -> APIRouter:
    """A page of an imagined site, to see the guide in."""
    routes = APIRouter(include_in_schema=False)
    renderer = Renderer(look)

    @routes.get("/demo")
    async def demo() -> Response:
        response = renderer.page("demo.html")
        response.headers["Content-Security-Policy"] = policy(frame_src="'self'")
        response.headers["X-Frame-Options"] = "DENY"
        return response

    return routes
