"""What the content files hold: one model for each kind of text."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AnyUrl, Field

from bot.content.reading import Text


def _leads_out(url: AnyUrl) -> AnyUrl:
    """A page that browsers reach over an encrypted connection, or an e-mail address: never a script or a file."""
    if url.scheme not in ("https", "mailto") or (url.scheme == "https" and not url.host):
        raise ValueError("skal begynde med https:// eller mailto:")
    if url.scheme == "https" and (url.username or url.password):
        raise ValueError("må ikke have et brugernavn eller en adgangskode i sig")
    return url


class Link(Text):
    """A link as users see it. Marked C or X it leads to the nearest known page, and the label says so."""

    label: str
    url: Annotated[AnyUrl, AfterValidator(_leads_out)]
    certainty: Literal["A", "B", "C", "X"]
    checked: date
    note: str | None = None
    stands_for: str | None = None


class Source(Text):
    """Where a conclusion can be read, and when the rule was last held against it."""

    page: str
    heading: str
    link: str
    checked: date


class Service(Text):
    label: str
    in_sentence: str


class CompanyForm(Text):
    name: str
    statement: str
    note: str | None = None


class ChoiceText(Text):
    """An answer to a question: the button, what the guide says back, the clause after «Hvis», and what to add at once."""

    label: str
    statement: str
    clause: str = Field(alias="if")
    remark: str | None = None


class Question(Text):
    name: str
    text: str
    again: str
    help: str
    why: str
    find_out: str
    find_out_links: tuple[str, ...]
    depends: str
    choices: dict[str, ChoiceText]


class OutcomeText(Text):
    label: str
    text: str | None = None
    variants: dict[str, str] = {}
    why_not: dict[str, str] = {}
    service: str | None = None
    service_variants: dict[str, str] = {}
    links: tuple[str, ...] = ()
    source: str | None = None


class ConclusionText(Text):
    name: str
    source: str
    mentions: tuple[str, ...]
    undecided: str
    values: dict[str, OutcomeText]
    notes: dict[str, str] = {}
    none: str | None = None
    some: str | None = None
    always: str | None = None
    always_why: str | None = None


class Step(Text):
    text: str
    links: tuple[str, ...]
    links_by_price_list: dict[Literal["public", "private"], tuple[str, ...]] = {}


class Topic(Text):
    """A question with a fixed, sourced answer."""

    title: str = Field(max_length=40)
    question: str
    answer: str
    more: str | None = None
    links: tuple[str, ...]
    source: str | None
    checked: date
    related: tuple[str, ...] = Field(max_length=3)


class SmallTalk(Text):
    texts: tuple[str, ...] = Field(min_length=2)
    links: tuple[str, ...] = ()


class Goal(Text):
    """A goal as a button, and as what the guide says it is finding out."""

    label: str
    lead: str
