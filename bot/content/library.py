"""All the words together, held against the names the rules use: nothing missing, nothing left over, nothing misspelt."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.content.application import Application
from bot.content.checks import faults
from bot.content.page import PageWords
from bot.content.phrases import Phrases
from bot.content.preparation import Preparation
from bot.content.reading import ContentError, Sentence, read
from bot.content.texts import CompanyForm, ConclusionText, Goal, Link, Question, Service, SmallTalk, Source, Step, Topic


@dataclass(frozen=True)
class Content:
    """The words, by the names of the rules. Frozen: an edit makes a new one."""

    links: dict[str, Link]
    sources: dict[str, Source]
    services: dict[str, Service]
    company_forms: dict[int, CompanyForm]
    questions: dict[str, Question]
    conclusions: dict[str, ConclusionText]
    steps: dict[str, Step]
    goals: dict[str, Goal]
    topics: dict[str, Topic]
    small_talk: dict[str, SmallTalk]
    problems: dict[str, str]
    phrases: Phrases
    application: Application
    page: PageWords
    preparation: Preparation

    def links_json(self, ids: Iterable[str]) -> list[dict[str, str]]:
        """The links as users get them."""
        return [{"label": self.links[each].label, "url": str(self.links[each].url)} for each in ids]


def load_content(folder: Path) -> Content:
    """Reads and checks every file of the folder; raises a `ContentError` that names all faults."""
    content = Content(
        links=read(folder / "links.yml", dict[str, Link]),
        sources=read(folder / "sources.yml", dict[str, Source]),
        services=read(folder / "services.yml", dict[str, Service]),
        company_forms=read(folder / "company_forms.yml", dict[int, CompanyForm]),
        questions=read(folder / "questions.yml", dict[str, Question]),
        conclusions=read(folder / "conclusions.yml", dict[str, ConclusionText]),
        steps=read(folder / "steps.yml", dict[str, Step]),
        goals=read(folder / "goals.yml", dict[str, Goal]),
        topics=read(folder / "faq.yml", dict[str, Topic]),
        small_talk=read(folder / "small_talk.yml", dict[str, SmallTalk]),
        problems=read(folder / "problems.yml", dict[str, Sentence]),
        phrases=read(folder / "dialogue.yml", Phrases),
        application=read(folder / "application.yml", Application),
        page=read(folder / "page.yml", PageWords),
        preparation=read(folder / "preparation.yml", Preparation),
    )
    wrong = [*faults(content), *_link_faults(content)]
    if wrong:
        raise ContentError("\n".join(wrong))
    return content


def _used_links(content: Content) -> Iterator[tuple[str, str]]:
    """Every use of a link, as (where, link id)."""
    for name, source in content.sources.items():
        yield f"sources.yml: {name}", source.link
    for name, question in content.questions.items():
        yield from ((f"questions.yml: {name}", link) for link in question.find_out_links)
    for name, step in content.steps.items():
        yield from ((f"steps.yml: {name}", link) for link in step.links)
        yield from ((f"steps.yml: {name}", link) for links in step.links_by_price_list.values() for link in links)
    for name, conclusion in content.conclusions.items():
        yield from ((f"conclusions.yml: {name}", link) for value in conclusion.values.values() for link in value.links)
    for name, topic in content.topics.items():
        yield from ((f"faq.yml: {name}", link) for link in (*topic.links, *([topic.source] if topic.source else [])))
    for name, talk in content.small_talk.items():
        yield from ((f"small_talk.yml: {name}", link) for link in talk.links)


def _link_faults(content: Content) -> list[str]:
    uses = list(_used_links(content))
    unknown = [
        f"{where}: linket «{link}» findes ikke i links.yml." for where, link in uses if link not in content.links
    ]
    unused = sorted(set(content.links) - {link for _, link in uses})
    return unknown + [f"links.yml: linket «{link}» bruges ikke – er det stavet rigtigt?" for link in unused]


def content_folder() -> Path:
    """Where the words lie: GUIDE_CONTENT_DIR, or content/ in the project."""
    return Path(os.environ.get("GUIDE_CONTENT_DIR") or Path(__file__).resolve().parents[2] / "content")


@lru_cache(maxsize=1)
def current() -> Content:
    """The words in use in this process, read at the first call."""
    return load_content(content_folder())
