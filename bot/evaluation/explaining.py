"""Why the guide said what it said: one turn's reading, routing and outcome, worked out from what is known of the turn.

Reading and timing come from a trace (`bot.tracing`), where one was made. All that follows from the facts before and after is
worked out here: the rules and the turn are pure, so it comes out as it did then, by the rules of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.evaluation.rasa_rules import rule_of
from bot.guidance.advice import candidates
from bot.guidance.facts import NAMES, FactError, FactValue, check_fact
from bot.guidance.goals import DEFAULT_GOAL, GOALS
from bot.language.answers import Reading
from bot.tracing import STAGES
from bot.turn import Heard, State, act_of
from bot.turn.acts import settled
from bot.turn.advising import TOLD, label
from bot.turn.payloads import PayloadError, parse_payload
from bot.turn.reading import NOTHING, read
from bot.turn.voice import wording

_FALLBACK = "nlu_fallback"

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """A stretch of what the user wrote, and the facts that were found in it; none for what lies between."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Routing:
    """From the intent to what was done. `rule` and `policy` are Rasa's; `act` is what the rule leads to, `done` what was
    carried out, which is another one where the open question or the facts say so. `answer`: how the open question was answered."""

    rule: str | None
    policy: str
    confidence: float
    act: str
    done: str
    answer: Reading


@dataclass(frozen=True)
class Change:
    """A fact, a goal or another slot before and after; None: not known."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class ConclusionChange:
    """A conclusion that came out otherwise than before the turn, in words; None: not decided."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Option:
    """A question that could have been asked: what each answer would settle, and how many conclusions that is on average."""

    fact: str
    chosen: bool
    settled: float
    answers: tuple[tuple[str | int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Reasons:
    """What one turn's reading came to. `threshold`: what an intent had to reach to be acted on."""

    text: str
    ranking: tuple[tuple[str, float], ...]
    threshold: float
    repaired: str | None
    repairs: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    facts: tuple[tuple[str, FactValue], ...]
    contradictions: tuple[str, ...]
    notes: tuple[str, ...]
    routing: Routing | None
    milliseconds: tuple[tuple[str, float], ...]
    model: str | None


@dataclass(frozen=True)
class Effects:
    """What one turn changed, and the question that came next with those it was chosen over."""

    changes: tuple[Change, ...]
    conclusions: tuple[ConclusionChange, ...]
    question: str | None
    options: tuple[Option, ...]


def reasons(trace: Json) -> Reasons:
    """The reading of a turn from its trace."""
    parse: Json = trace["parse"]
    heard = heard_of(parse)
    repaired = trace.get("repaired") or {}
    spent = trace.get("milliseconds") or {}
    return Reasons(
        text=str(parse.get("text") or ""),
        ranking=tuple((each["name"], float(each["confidence"])) for each in parse.get("intent_ranking") or ()),
        threshold=float(parse.get("threshold") or 0.0),
        repaired=repaired.get("text"),
        repairs=tuple((before, after) for before, after in repaired.get("changes") or ()),
        pieces=() if heard.pressed else pieces(str(parse.get("text") or ""), parse.get("entities") or ()),
        facts=tuple(heard.facts.items()),
        contradictions=heard.contradictions,
        notes=heard.notes,
        routing=_routing(trace, heard),
        milliseconds=tuple((stage, spent[stage]) for stage in STAGES if stage in spent),
        model=parse.get("model"),
    )


def heard_of(parse: Json) -> Heard:
    """What was understood, as the acts were given it, from a reading as the engine gives it."""
    text = str(parse.get("text") or "")
    if text.startswith("/"):
        return _pressed(text, parse)
    best = parse.get("intent") or {}
    confidence = float(best.get("confidence") or 0.0)
    sure = confidence >= float(parse.get("threshold") or 0.0)
    return Heard(
        text,
        str(best.get("name") or _FALLBACK) if sure else _FALLBACK,
        confidence,
        tuple((each["name"], float(each["confidence"])) for each in parse.get("intent_ranking") or ()),
        _checked(parse.get("facts") or {}),
        tuple(parse.get("contradictions") or ()),
        tuple(parse.get("notes") or ()),
    )


def _pressed(text: str, parse: Json) -> Heard:
    try:
        button = parse_payload(text)
    except PayloadError:
        # Rasa's form of a topic, which no button has: `/faq{"topic": "prices"}`.
        name = str((parse.get("intent") or {}).get("name") or _FALLBACK)
        return Heard("", name, pressed=True)
    return Heard("", button.intent, facts=button.facts, pressed=True, options=button.options)


def _checked(facts: Json) -> dict[str, FactValue]:
    """The facts that can be taken today; a stored reading may come from another version."""
    kept: dict[str, FactValue] = {}
    for name, value in facts.items():
        try:
            kept[name] = check_fact(name, value)
        except FactError:
            continue
    return kept


def pieces(text: str, entities: Iterable[Json]) -> tuple[Piece, ...]:
    """The text in stretches, by which facts were found where; stretches may overlap in the reading, and do not here."""
    found = [(int(each["start"]), int(each["end"]), str(each["entity"])) for each in entities]
    edges = sorted({0, len(text), *(min(max(edge, 0), len(text)) for start, end, _ in found for edge in (start, end))})
    return tuple(
        Piece(text[begin:end], tuple(name for start, stop, name in found if start <= begin and end <= stop))
        for begin, end in pairwise(edges)
    )


def _routing(trace: Json, heard: Heard) -> Routing | None:
    taken = trace.get("actions") or ()
    if not taken:
        return None
    first = taken[0]
    state = State.from_slots(trace.get("before") or {})
    act = act_of(heard.intent)
    answer = NOTHING if heard.pressed else read(state, heard)
    done, _ = settled(act, state, heard, answer)
    return Routing(
        rule=rule_of(heard.intent, first["name"]),
        policy=str(first["policy"]).rsplit("_", 1)[-1],
        confidence=float(first["confidence"] or 0.0),
        act=act,
        done=done,
        answer=answer,
    )


def effects(before: State, after: State) -> Effects:
    """What lies between two states: facts, conclusions, and the question that was chosen."""
    goal = after.goal or before.goal or DEFAULT_GOAL
    return Effects(
        changes=_changes(before, after),
        conclusions=_conclusions(before, after, goal),
        question=after.question,
        options=tuple(
            Option(each.fact, each.fact == after.question, each.settled, each.answers)
            for each in candidates(after.facts, goal)
        )
        if after.question
        else (),
    )


def _changes(before: State, after: State) -> tuple[Change, ...]:
    old, new = before.as_slots(), after.as_slots()
    names: Sequence[str] = (*NAMES, "goal", "open_question")
    return tuple(Change(name, old[name], new[name]) for name in names if old[name] != new[name])


def _conclusions(before: State, after: State, goal: str) -> tuple[ConclusionChange, ...]:
    old = wording().guidance(before.facts, goal)["conclusions"]
    new = wording().guidance(after.facts, goal)["conclusions"]
    return tuple(
        ConclusionChange(name, in_words(name, old[name]["value"]), in_words(name, new[name]["value"]))
        for name in TOLD
        if name in GOALS[goal] and old[name]["value"] != new[name]["value"]
    )


def in_words(conclusion: str, value: Any) -> str | None:
    """A conclusion's value in a few words; None while it is not decided."""
    return None if value is None else label(conclusion, value)
