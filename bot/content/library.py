"""All the words together, held against the names the rules use: nothing missing, nothing left over, nothing misspelt."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from bot.content.application import Application
from bot.content.checks import faults
from bot.content.in_use import InUse
from bot.content.page import PageWords
from bot.content.phrases import Phrases
from bot.content.preparation import Preparation
from bot.content.reading import ContentError, Sentence, read
from bot.content.texts import CompanyForm, ConclusionText, Goal, Link, Question, Service, SmallTalk, Source, Step, Topic
from bot.content.uses import link_uses

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
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
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, make: Callable[[Content], Made]) -> Made:
        """What `make` makes of these words: made at the first call, kept for as long as they are."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

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


def _link_faults(content: Content) -> list[str]:
    uses = list(link_uses(content))
    unknown = [
        f"{use.file}: {use.name}: linket «{link}» findes ikke i links.yml."
        for use, link in uses
        if link not in content.links
    ]
    unused = sorted(set(content.links) - {link for _, link in uses})
    return unknown + [f"links.yml: linket «{link}» bruges ikke – er det stavet rigtigt?" for link in unused]


def content_folder() -> Path:
    """Where the words lie: GUIDE_CONTENT_DIR, or content/ in the project."""
    return _folder(os.environ.get("GUIDE_CONTENT_DIR"))


@lru_cache(maxsize=8)
def _folder(given: str | None) -> Path:
    return Path(given or Path(__file__).resolve().parents[2] / "content")


IN_USE: Final = InUse(load_content)


def current() -> Content:
    """The words in use in this process, never older than a second or so. Raises `ContentError` at the first call only."""
    return IN_USE.get(content_folder())


class CurrentProblems(Mapping[str, str]):
    """The sentences of problems.yml as they are at each look."""

    def __getitem__(self, name: str) -> str:
        return current().problems[name]

    def __iter__(self) -> Iterator[str]:
        return iter(current().problems)

    def __len__(self) -> int:
        return len(current().problems)
