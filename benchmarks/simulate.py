"""Simulated users over HTTP: do they get the right advice, are they asked only what matters, is nothing lost?

    python benchmarks/simulate.py [--base-url http://127.0.0.1:8000] [--users 1000] [--seed 1]

Start the server with GUIDE_RATE_LIMITS=off. Each user has facts drawn over the whole space and one of three manners: *buttons* presses
only; *free text* answers with held-out sentences (tests/language/answers.jsonl); *wandering* does that too, and asks things in between,
says *ved ikke* and corrects an answer. At the end the advice must be the one that the rules give for the user's facts, as far as told.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.answers import Wording
from bot.content.library import current
from bot.guidance.advice import advise, next_question
from bot.guidance.facts import DECIDING, ROLES, UNKNOWN, YES_NO, check_facts

HELD_OUT = Path(__file__).resolve().parents[1] / "tests" / "language" / "answers.jsonl"
FORMS = (250, 245, 230, 60, 80, 90, 110, "other", UNKNOWN)
ASIDES = (
    "Hvad koster det?",
    "hvorfor spørger du om det?",
    "hvad er en broker?",
    "hvem kan være ledelsesrepræsentant",
    "er du en robot?",
    "hvor lang tid tager det at blive tilsluttet",
)
MANNERS = ("buttons", "free text", "wandering")


@dataclass
class User:
    manner: str
    facts: dict[str, Any]
    random: random.Random
    questions: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    misread: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    right: bool = False
    differs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sentence:
    """A held-out answer, and what else it states, as its author labelled it."""

    text: str
    also_states: Mapping[str, Any]

    def fits(self, facts: Mapping[str, Any]) -> bool:
        """Whether a user of these facts may say it: nothing that it states besides is otherwise with them."""
        return all(facts.get(name, value) == value for name, value in self.also_states.items())


def held_out(answers: Path) -> dict[tuple[str, str], list[Sentence]]:
    """Sentences by the fact asked for and the value they state."""
    sentences: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for line in answers.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences[row["fact"], json.dumps(row["value"])].append(Sentence(row["text"], row.get("also_states", {})))
    return sentences


def draw(random_: random.Random, manner: str) -> User:
    """A user whose facts lie anywhere in the space; some are not known."""
    facts: dict[str, Any] = {"company_form": random_.choice(FORMS), "role": random_.choice((*ROLES, UNKNOWN))}
    for name in DECIDING[2:]:
        facts[name] = random_.choices((*YES_NO, UNKNOWN), (5, 5, 1))[0]
    return User(manner, facts, random_)


class Talk:
    """One user's talk."""

    def __init__(self, client: httpx.AsyncClient, user: User, sentences: dict[tuple[str, str], list[Sentence]]) -> None:
        self.client, self.user, self.sentences = client, user, sentences
        self.reply: dict[str, Any] = {}

    async def run(self) -> None:
        opened = (await self.client.post("/api/v1/conversations", json={})).json()
        self.path = f"/api/v1/conversations/{opened['id']}/messages"
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        await self.say({"payload": "/find_connection"})
        corrected = False
        for _ in range(30):
            question = self.reply["question"]
            if question is None:
                break
            await self.answer(question)
            if self.user.manner == "wandering":
                if self.user.random.random() < 0.3:
                    await self.digress()
                if not corrected and self.user.random.random() < 0.3:
                    corrected = await self.correct()
        await self.judge()
        await self.client.delete(self.path.removesuffix("/messages"), headers=self.headers)

    async def say(self, body: dict[str, Any]) -> None:
        answer = await self.client.post(self.path, json=body, headers=self.headers)
        answer.raise_for_status()
        self.reply = answer.json()
        buttons = [button for message in self.reply["messages"] for button in message["buttons"]]
        if not buttons and self.reply["question"] is None and self.reply["advice"] is None:
            self.user.faults.append(f"dead end after {body}")

    async def answer(self, question: dict[str, Any]) -> None:
        fact = question["fact"]
        self.user.questions.append(fact)
        if next_question(check_facts(self.reply["facts"]), "connection") is None:
            self.user.faults.append(f"needless question: {fact}")
        value = self.user.facts.get(fact, UNKNOWN)
        sentences = self.sentences.get((fact, json.dumps(value)), [])
        texts = [each.text for each in sentences if each.fits(self.user.facts)]
        if self.user.manner == "buttons" or not texts:
            await self.say({"answer": {"fact": fact, "value": value}})
            return
        text = self.user.random.choice(texts)
        await self.say({"text": text})
        got = self.reply["facts"].get(fact)
        if got != value:
            self.user.misread.append((fact, text, value, got))
            if got is None:  # asked again: the user presses then
                await self.say({"answer": {"fact": fact, "value": value}})

    async def digress(self) -> None:
        before = self.reply["question"]
        await self.say({"text": self.user.random.choice(ASIDES)})
        if before and (self.reply["question"] or {}).get("fact") != before["fact"]:
            self.user.faults.append(f"lost question: {before['fact']}")

    async def correct(self) -> bool:
        """Changes an answer that was given, in the panel."""
        told = [name for name in DECIDING if name in self.reply["facts"] and name != "company_form"]
        if not told:
            return False
        name = self.user.random.choice(told)
        self.user.facts[name] = self.user.random.choice(
            [each for each in (ROLES if name == "role" else YES_NO) if each != self.user.facts[name]]
        )
        await self.say({"answer": {"fact": name, "value": self.user.facts[name]}})
        return True

    async def judge(self) -> None:
        """The advice must be the one that the rules give for the facts that the user meant."""
        told = {name: self.user.facts[name] for name in DECIDING if name in self.reply["facts"]}
        meant = advise(check_facts(told), "connection")
        given = self.reply["advice"]
        if given is None:
            self.user.faults.append("no advice at the end")
            return
        kept = {name: value for name, value in self.reply["facts"].items() if name == "services"}
        wanted = Wording(current()).guidance(check_facts({**told, **kept}), "connection")
        same = all(
            given["conclusions"][name]["value"] == wanted["conclusions"][name]["value"] for name in meant.verdicts
        )
        self.user.right = same
        if not same:
            kept = self.reply["facts"]
            self.user.differs = {name: (told[name], kept[name]) for name in told if told[name] != kept[name]}


async def simulate(base_url: str, count: int, seed: int, at_once: int, answers: Path) -> list[User]:
    sentences = held_out(answers)
    gate = asyncio.Semaphore(at_once)
    users = [draw(random.Random(f"{seed}-{number}"), MANNERS[number % len(MANNERS)]) for number in range(count)]
    async with httpx.AsyncClient(base_url=base_url, timeout=60) as client:

        async def one(user: User) -> None:
            async with gate:
                await Talk(client, user, sentences).run()

        await asyncio.gather(*(one(user) for user in users))
    return users


def report(users: list[User]) -> None:
    for manner in MANNERS:
        group = [user for user in users if user.manner == manner]
        right = sum(user.right for user in group)
        print(
            f"{manner}: {right} of {len(group)} got the right advice ({right / len(group):.1%}), "
            f"questions median {statistics.median(len(u.questions) for u in group)}"
        )
    print(
        "faults:",
        dict(Counter(fault.split(":")[0].split(" after")[0] for user in users for fault in user.faults)) or "none",
    )
    misread = [each for user in users for each in user.misread]
    wrong = [each for each in misread if each[3] is not None]
    print(f"answers not taken the first time: {len(misread)}, of these taken wrongly: {len(wrong)}")
    for user in users:
        if not user.right:
            print(f"  wrong advice ({user.manner}): meant and kept {user.differs or user.faults}")
    for fact, text, value, got in wrong[:20]:
        print(f"  {fact}: «{text}» meant {value}, taken as {got}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-url", default="http://127.0.0.1:8000")
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--answers", type=Path, default=HELD_OUT, help="other sentences in the form of answers.jsonl")
    arguments = parser.parse_args()
    report(
        asyncio.run(simulate(arguments.base_url, arguments.users, arguments.seed, arguments.at_once, arguments.answers))
    )


if __name__ == "__main__":
    main()
