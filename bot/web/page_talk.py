"""The talk on the page. A form is answered by a redirection to the page; what goes wrong, by the page with what was typed still in it.

A script on the page sends the same forms and asks, with `part`, for no more than the messages that it does not show yet.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from bot import turn
from bot.conversations import Conversations, Json, standing
from bot.incoming import accept
from bot.refusals import Refused
from bot.store import StoreUnavailable
from bot.web.limits import RateLimits, address
from bot.web.page_forms import Form, from_elsewhere, from_our_own_page, part_of, read_form
from bot.web.rendering import Renderer, words
from bot.web.talk_views import view_of_talk

LOG: Final = logging.getLogger(__name__)

COOKIE: Final = "samtale"
#: Where the newest turn stands on the page.
NEWEST: Final = "seneste"
ENDED: Final = "no_such_conversation"

#: What a user of the page is told of a refusal, as names of words and status; the rest is «choice_unusable».
_PROBLEMS: Final = {
    "text_empty": ("text_empty", 422),
    "text_too_long": ("text_too_long", 422),
    "text_unreadable": ("text_unreadable", 422),
    "nothing_chosen": ("nothing_chosen", 422),
    "cvr_check_digit": ("cvr_unusable", 422),
    "cvr_test_organisation": ("cvr_unusable", 422),
    "cvr_not_eight_digits": ("cvr_unusable", 422),
    "too_many": ("too_many", 429),
    "busy": ("busy", 503),
    "store_unavailable": ("out_of_order", 503),
    ENDED: ("ended", 410),
}


@dataclass(frozen=True)
class TalkKey:
    """The id of a conversation and the token that opens it, as the cookie holds them."""

    id: str
    token: str

    @classmethod
    def of(cls, request: Request) -> TalkKey | None:
        """The key that the browser holds, if it does."""
        return cls.read(request.cookies.get(COOKIE, ""))

    @classmethod
    def read(cls, text: str) -> TalkKey | None:
        """The key as it was written down, if it is one."""
        id, dot, token = text.partition(".")
        return cls(id, token) if dot and id and token else None

    def __str__(self) -> str:
        return f"{self.id}.{self.token}"

    def keep(self, request: Request, response: Response, days: int) -> None:
        """Has the browser keep it: out of reach of scripts, and only shown to us by our own pages."""
        response.set_cookie(
            COOKIE,
            str(self),
            max_age=days * 24 * 3600,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )


def forget_key(response: Response) -> None:
    """Has the browser forget its key."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


@dataclass(frozen=True)
class Ways:
    """Where the forms and links of a page lead, and what the forms carry.

    `key` tells this page's messages from those of others. `talk`: the key to the conversation, on a page inside another site's: there
    the forms carry it, for no cookie of ours comes with them. `csrf`: what else the forms carry where staff try the guide.
    """

    key: str = ""
    embedded: bool = False
    talk: str = ""
    csrf: str = ""

    @property
    def home(self) -> str:
        """The talk."""
        return "/indlejret" if self.embedded else "/"

    @property
    def say(self) -> str:
        """Where what is said is sent."""
        return "/indlejret/samtale" if self.embedded else "/samtale"

    @property
    def others(self) -> str:
        """Where the record and the deletion of the talk are."""
        return "/samtale"

    @property
    def target(self) -> Markup:
        """Keeps what it stands on in the frame, where everything else opens a window of its own."""
        return Markup(' target="_self"') if self.embedded else Markup("")


class TalkPage:
    """Shows the talk, and takes what is said in it. The key to it is in a cookie."""

    embedded = False

    def __init__(
        self, conversations: Conversations, limits: RateLimits, renderer: Renderer, retention_days: int
    ) -> None:
        self.conversations = conversations
        self.limits = limits
        self.renderer = renderer
        self._retention_days = retention_days

    async def show(self, request: Request) -> Response:
        """The talk as it stands, or the opening. Nothing is kept of someone who only looks."""
        return await self.show_talk(request, TalkKey.of(request), part_of(request))

    async def show_talk(self, request: Request, key: TalkKey | None, part: int | None) -> Response:
        """The talk that the key opens, from message number `part` on."""
        try:
            await self.limits.check("conversation", address(request))
            state = await self.state(key)
        except (Refused, StoreUnavailable) as error:
            return self._trouble(key, error, part)
        if key is not None and state is None:
            response = self.talk_page(opening(), part=part, problem=words().problems.ended_on_return, ended=True)
            self.forget(response)
            return response
        elsewhere = not self.embedded and key is None and from_elsewhere(request)
        return self.talk_page(state or opening(), part=part, key=key, elsewhere=elsewhere)

    async def state(self, key: TalkKey | None) -> Json | None:
        """The state of a conversation; None when there is none. Raises `StoreUnavailable`."""
        if key is None:
            return None
        try:
            return await self.conversations.state(key.id, key.token)
        except Refused:
            return None

    async def say(self, request: Request) -> Response:
        """Takes what a form says. The first message opens the conversation."""
        if not from_our_own_page(request):
            return self.refuse_foreign()
        form = await read_form(request)
        key = self.key_of(request, form)
        try:
            incoming = form.incoming()
            if key is None:
                # Looked at first: a message that cannot be taken opens nothing.
                accept(incoming, turn.State(), {})
                await self.limits.check("open", address(request))
                opened = await self.conversations.open()
                key = TalkKey(opened.id, opened.token)
            await self.limits.check("say", key.id)
            await self.conversations.say(key.id, key.token, incoming, form.key_for(incoming))
        except (Refused, StoreUnavailable) as error:
            return await self._not_said(form, key, error)
        return await self.said(request, form, key)

    def key_of(self, request: Request, form: Form) -> TalkKey | None:
        """The key of the one who sent a form."""
        return TalkKey.of(request)

    async def said(self, request: Request, form: Form, key: TalkKey) -> Response:
        """The answer to a message that was taken: the way to the page that shows it."""
        response = RedirectResponse(f"/#{NEWEST}" if form.part is None else f"/?part={form.part}", 303)
        key.keep(request, response, self._retention_days)
        return response

    def forget(self, response: Response) -> None:
        """Has the browser forget a key that opens nothing."""
        forget_key(response)

    async def delete(self, key: TalkKey | None) -> Response | None:
        """Deletes what the key opens; a page that says so when that cannot be done now."""
        try:
            if key is not None:
                await self.conversations.delete(key.id, key.token)
        except Refused:
            pass  # It is gone already, which is what was wanted.
        except StoreUnavailable:
            text = words().problems.out_of_order
            return self.renderer.page("problem.html", 503, title=words().deletion.title, text=text)
        return None

    def refuse_foreign(self) -> Response:
        """The answer to a form that another site's page sent."""
        problems = words().problems
        return self.renderer.page("problem.html", 403, title=problems.heading, text=problems.foreign)

    async def _not_said(self, form: Form, key: TalkKey | None, error: Refused | StoreUnavailable) -> Response:
        """The page again, with what was typed, and what was wrong with it."""
        try:
            state = await self.state(key)
        except StoreUnavailable:
            state = None
        problem = error.problem if isinstance(error, Refused) else "store_unavailable"
        name, status = _PROBLEMS.get(problem, ("choice_unusable", 422))
        response = self.talk_page(
            state or opening(),
            status,
            part=form.part,
            key=None if problem == ENDED else key,
            problem=getattr(words().problems, name),
            typed=form.text,
            ended=problem == ENDED,
            can_retry=status in (429, 503),
        )
        if problem == ENDED:
            self.forget(response)
        _say_when(response, error)
        return response

    def _trouble(self, key: TalkKey | None, error: Refused | StoreUnavailable, part: int | None) -> Response:
        """The page when the talk cannot be fetched. Nothing is lost: a later try may fetch it."""
        name = error.problem if isinstance(error, Refused) else "store_unavailable"
        LOG.warning("the talk cannot be shown: %s", name)
        text, status = _PROBLEMS.get(name, ("out_of_order", 503))
        problem = getattr(words().problems, text)
        response = self.talk_page(opening(), status, part=part, key=key, problem=problem, can_retry=True)
        _say_when(response, error)
        return response

    def ways(self, key: TalkKey | None) -> Ways:
        """Where the forms of a page lead that shows the talk of a key."""
        return Ways(secrets.token_urlsafe(12), self.embedded, str(key) if self.embedded and key else "")

    def talk_page(
        self, state: Json, status: int = 200, *, part: int | None, key: TalkKey | None = None, **more: Any
    ) -> Response:
        """The page, or the part of it that a script asked for."""
        defaults = {"problem": None, "typed": "", "ended": False, "can_retry": False, "elsewhere": False}
        return self.renderer.page(
            "talk.html" if part is None else "part.html",
            status,
            talk=view_of_talk(state),
            mark=_mark(state),
            part=part or 0,
            ways=self.ways(key),
            newest=NEWEST,
            **{**defaults, **more},
        )


def _mark(state: Json) -> str:
    """Tells one conversation from another, and opens none; empty for one that has not begun."""
    return hashlib.sha256(state["id"].encode()).hexdigest()[:12] if "id" in state else ""


def opening() -> Json:
    """The state of a conversation that nobody has said anything in."""
    state, messages = turn.open_talk()
    now = datetime.now(UTC).isoformat()
    return {"messages": [{"from": "bot", "at": now, **message.as_json()} for message in messages], **standing(state)}


def _say_when(response: Response, error: Refused | StoreUnavailable) -> None:
    """When another try may go better, in the header that is meant for it."""
    if response.status_code in (429, 503):
        seconds = error.values.get("seconds", 2) if isinstance(error, Refused) else 10
        response.headers["Retry-After"] = str(seconds)
