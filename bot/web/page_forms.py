"""What the page's forms send, and whether it was one of our own pages that sent it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import FormData

from bot.incoming import Answer, Incoming
from bot.refusals import Refused
from bot.web.advice_views import read_value

#: A form of ours has fewer fields than this.
MOST_FIELDS: Final = 40


@dataclass(frozen=True)
class Form:
    """A form that was sent. `key` tells this sending from others; `part` is how many messages the sender can see already.

    `talk`: the key to the conversation, from a page that no cookie comes with.
    """

    text: str
    payload: str | None
    fact: str | None
    values: tuple[str, ...]
    key: str
    part: int | None
    talk: str

    def incoming(self) -> Incoming:
        """The message in it: a button goes before an answer, and that before a text. Raises `Refused`."""
        if self.payload is not None:
            return Incoming(payload=self.payload)
        if self.fact is None:
            return Incoming(text=self.text)
        if not self.values:
            raise Refused("nothing_chosen")
        return Incoming(answer=Answer(self.fact, read_value(self.fact, list(self.values))))

    def key_for(self, incoming: Incoming) -> str:
        """The key of this message. The same page may send others: each has a key of its own, and a repetition the same."""
        return hashlib.sha256(self.key.encode() + b"\n" + incoming.as_bytes()).hexdigest()


async def read_form(request: Request) -> Form:
    """The form of a request; whatever is missing is empty."""
    data = await request.form(max_files=0, max_fields=MOST_FIELDS)
    # Browsers send line breaks as two characters; counted, and kept, as one.
    return Form(
        text=_field(data, "text").replace("\r\n", "\n"),
        payload=_field(data, "payload") or None,
        fact=_field(data, "fact") or None,
        values=tuple(str(each) for each in data.getlist("value")),
        key=_field(data, "key"),
        part=_count(_field(data, "part")),
        talk=_field(data, "talk"),
    )


def _field(data: FormData, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _count(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else None


def part_of(request: Request) -> int | None:
    """How many messages the sender of a request can see already; None when it wants the whole page."""
    return _count(request.query_params.get("part"))


def from_our_own_page(request: Request) -> bool:
    """Whether a form was sent by a page of this site. The browser says so; one that says nothing is held back by the cookie's rules."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def from_elsewhere(request: Request) -> bool:
    """Whether the user came by a link on another site: then the browser does not show us the cookie, though it may have one."""
    return request.headers.get("sec-fetch-site") == "cross-site"
