"""What a person makes of the messages in the review inbox: an example for training, nothing, or something for later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.evaluation.examples import ExampleRefused, Examples
from bot.evaluation.fact_notes import note_if_misread, read_facts
from bot.evaluation.grouping import grouped
from bot.store.review import Example, Inbox, Waiting

#: Choices in place of an intent.
NOT_FOR_TRAINING: Final = "-"
LATER: Final = "later"
#: The value of a correction by which a fact is not stated at all.
NOT_STATED: Final = None


@dataclass(frozen=True)
class Group:
    """Messages that say nearly the same, the newest first, and the facts that are read in the first of them today."""

    messages: tuple[Waiting, ...]
    facts: Mapping[str, Any]

    @property
    def first(self) -> Waiting:
        """The one that stands for all."""
        return self.messages[0]

    @property
    def keys(self) -> list[tuple[str, int]]:
        """What names the messages."""
        return [each.key for each in self.messages]


@dataclass(frozen=True)
class Judgement:
    """A choice for a group: an intent, `NOT_FOR_TRAINING` or `LATER`.

    `text`: the example as the person wants it. `facts`: those that the person set right; the others are as they are read.
    """

    keys: Sequence[tuple[str, int]]
    choice: str
    text: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """What came of it: the example as it was written, if one was, and whether its facts were noted for developers."""

    text: str | None = None
    facts_noted: bool = False


class Judge:
    """Carries out what people decide. Blocking work is done on threads."""

    def __init__(self, inbox: Inbox, project: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.inbox = inbox
        self.examples = Examples(project)
        self._project = project
        self._now = now

    async def groups(self, most: int) -> list[Group]:
        """The groups to look at next: the largest first, those that were put off last."""
        waiting = await self.inbox.waiting()
        return await asyncio.to_thread(_groups, waiting, most)

    async def group(self, keys: Sequence[tuple[str, int]]) -> Group | None:
        """Those of the messages that still wait, as a group; None when all were settled meanwhile."""
        waiting = {each.key: each for each in await self.inbox.these(keys)} if keys else {}
        messages = tuple(waiting[each] for each in keys if each in waiting)
        return Group(messages, await asyncio.to_thread(read_facts, messages[0].text)) if messages else None

    async def intents(self) -> list[str]:
        """The intents that can be chosen."""
        return await asyncio.to_thread(self.examples.intents)

    async def carry_out(self, judgement: Judgement, who: str) -> Judged:
        """Does what was decided. Raises `ExampleRefused`, and then nothing was done."""
        if judgement.choice == LATER:
            await self.inbox.skip(judgement.keys, self._now())
            return Judged()
        if judgement.choice == NOT_FOR_TRAINING:
            await self.inbox.settle(judgement.keys)
            return Judged()
        text = await asyncio.to_thread(self.examples.add, judgement.text, judgement.choice)
        facts = await asyncio.to_thread(_facts, text, judgement.facts)
        noted = bool(judgement.facts) and await asyncio.to_thread(note_if_misread, self._project, text, facts)
        await self.inbox.keep(text, judgement.choice, facts, self._now(), who)
        await self.inbox.settle(judgement.keys)
        return Judged(text, noted)

    async def take_back(self, id: int) -> Example | None:
        """Takes an accepted example out of the training data again; one that someone else took out is forgotten only."""
        example = await self.inbox.take_back(id)
        if example is not None:
            try:
                await asyncio.to_thread(self.examples.remove, example.text, example.intent)
            except ExampleRefused as refused:
                if refused.reason != "not_there":
                    raise
        return example


def _groups(waiting: Sequence[Waiting], most: int) -> list[Group]:
    found = [[waiting[place] for place in places] for places in grouped([each.text for each in waiting])]
    found.sort(key=lambda messages: (all(each.skipped for each in messages), -len(messages)))
    return [Group(tuple(messages), read_facts(messages[0].text)) for messages in found[:most]]


def _facts(text: str, corrections: Mapping[str, Any]) -> dict[str, Any]:
    facts = {**read_facts(text), **corrections}
    return {name: value for name, value in facts.items() if value is not NOT_STATED}
