"""The review inbox: messages that may have been misread, one form for a page of them, and what was made of the latest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from bot.evaluation.examples import ExampleRefused
from bot.evaluation.judging import LATER, NOT_FOR_TRAINING, NOT_STATED, Group, Judge, Judgement
from bot.guidance.facts import DECIDING, SERVICES, FactError, check_fact
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit, read_form
from bot.staff.turn_views import intent_titles
from bot.turn import GOAL_INTENTS, content, wording
from bot.turn.voice import value_label

PATH: Final = "/indbakke"
#: Groups on a page: as many as one person judges in a minute or two.
A_PAGE: Final = 20
#: Intents that are offered by number.
SUGGESTIONS: Final = 3
LATEST: Final = 20
AS_READ: Final = ""
_NOT_STATED: Final = "-"
_OUTCOMES: Final = ("taget", "fravalgt", "senere", "oplysninger", "tilbage")


@dataclass(frozen=True)
class Row:
    """A group as it stands in the form: with what was chosen already, where the form comes back, and what was wrong with it."""

    number: int
    group: Group
    suggestions: tuple[tuple[str, float], ...]
    given: Mapping[str, str] = field(default_factory=dict)
    refused: ExampleRefused | None = None


def routes(desk: Desk, judge: Judge) -> StaffRoutes:
    """The page of the inbox, and its two forms."""
    routes = desk.routes()

    @routes.page(PATH, Role.READER)
    async def show(request: Request, visit: Visit) -> Response:
        done = {name: request.query_params[name] for name in _OUTCOMES if name in request.query_params}
        rows = [_row(number, group) for number, group in enumerate(await judge.groups(A_PAGE), start=1)]
        return await _page(desk, judge, visit, rows, 200, done)

    @routes.action(PATH, Role.EDITOR)
    async def settle(request: Request, visit: Visit) -> Response:
        form = await read_form(request)
        counts, refused = await _settle(desk, judge, visit, form)
        if refused:
            return await _page(desk, judge, visit, refused, 422, {name: str(count) for name, count in counts.items()})
        return RedirectResponse(f"/staff{PATH}?{urlencode(counts)}", 303)

    @routes.action(f"{PATH}/tilbage", Role.EDITOR)
    async def take_back(request: Request, visit: Visit) -> Response:
        id = _text(await read_form(request), "eksempel")
        example = await judge.take_back(int(id)) if id.isascii() and id.isdigit() and len(id) < 10 else None
        if example is not None:
            await desk.note(visit, "Tog et eksempel ud igen", example.intent, sætning=example.text)
        return RedirectResponse(f"/staff{PATH}?tilbage={int(example is not None)}", 303)

    return routes


async def _settle(desk: Desk, judge: Judge, visit: Visit, form: FormData) -> tuple[dict[str, int], list[Row]]:
    """Carries out all that was chosen; gives what was done by kind, and the rows that were refused."""
    counts: dict[str, int] = {}
    refused_rows: list[Row] = []
    for number in range(1, A_PAGE + 1):
        group = await judge.group(_keys(_text(form, f"besked-{number}")))
        given = {name: _text(form, f"{name}-{number}") for name in ("hensigt", "tekst")}
        if group is None or not given["hensigt"]:
            continue
        judgement = Judgement(group.keys, given["hensigt"], given["tekst"], _facts(form, number))
        try:
            await _judge(desk, judge, visit, judgement, counts)
        except ExampleRefused as refused:
            refused_rows.append(_row(len(refused_rows) + 1, group, given, refused))
    return counts, refused_rows


async def _judge(desk: Desk, judge: Judge, visit: Visit, judgement: Judgement, counts: dict[str, int]) -> None:
    """Carries out a choice, counts it, and keeps in the log what came into the training data. Raises `ExampleRefused`."""
    judged = await judge.carry_out(judgement, visit.account.name)
    kind = {LATER: "senere", NOT_FOR_TRAINING: "fravalgt"}.get(judgement.choice, "taget")
    counts[kind] = counts.get(kind, 0) + 1
    if judged.text is not None:
        noted = {"oplysninger": "til udviklerne"} if judged.facts_noted else {}
        counts |= {"oplysninger": counts.get("oplysninger", 0) + 1} if judged.facts_noted else {}
        await desk.note(visit, "Tog et eksempel med", judgement.choice, sætning=judged.text, **noted)
    elif judgement.choice == NOT_FOR_TRAINING:
        # Not the text: it may hold what must go when the conversation goes.
        await desk.note(visit, "Valgte beskeder fra", "indbakken", antal=len(judgement.keys))


async def _page(
    desk: Desk, judge: Judge, visit: Visit, rows: list[Row], status: int, done: Mapping[str, str]
) -> Response:
    return desk.page(
        "inbox.html",
        visit,
        status,
        rows=rows,
        done=done,
        waiting=await judge.inbox.count(),
        intents=_intent_groups(await judge.intents()),
        titles=intent_titles(),
        examples=await judge.inbox.examples(LATEST),
        questions={fact: (content().questions[fact].name, wording().question(fact)["choices"]) for fact in DECIDING},
        services={name: value_label("services", (name,)) for name in SERVICES},
        label=_label,
        key=_key_of,
    )


def _row(
    number: int, group: Group, given: Mapping[str, str] | None = None, refused: ExampleRefused | None = None
) -> Row:
    ranking = group.first.reading.get("ranking") or ()
    suggestions = tuple((str(name), float(confidence)) for name, confidence in ranking[:SUGGESTIONS])
    return Row(number, group, suggestions, given or {}, refused)


def _intent_groups(intents: list[str]) -> dict[str, list[str]]:
    """The intents under `goals`, `questions` and `talk`, those with a title of content/ in its order."""
    topics = content().topics
    questions = sorted(
        (each for each in intents if each.startswith("faq/")),
        key=lambda each: topics[each.removeprefix("faq/")].title.casefold(),
    )
    goals = [each for each in GOAL_INTENTS if each in intents]
    return {"questions": questions, "goals": goals, "talk": [e for e in intents if e not in (*questions, *goals)]}


def _label(name: str, value: Any) -> str:
    return value_label(name, tuple(value) if isinstance(value, list) else value)


def _key_of(group: Group) -> str:
    """What names a group in the form: its messages."""
    return " ".join(f"{conversation}:{seq}" for conversation, seq in group.keys)


def _keys(given: str) -> list[tuple[str, int]]:
    """The messages that a form names; what is no name is left out."""
    parts = (each.rpartition(":") for each in given.split())
    return [
        (conversation, int(seq)) for conversation, _, seq in parts if seq.isascii() and seq.isdigit() and len(seq) < 9
    ]


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _facts(form: FormData, number: int) -> dict[str, Any]:
    """The facts that were set right in a row; what fits no fact is left out."""
    found: dict[str, Any] = {}
    for name in DECIDING:
        given = _text(form, f"fakta-{number}-{name}")
        if given == _NOT_STATED:
            found[name] = NOT_STATED
        elif given != AS_READ:
            try:
                found[name] = check_fact(name, int(given) if given.isascii() and given.isdigit() else given)
            except FactError:
                continue
    if _text(form, f"fakta-{number}-services") == "rettet":
        chosen = [each for each in SERVICES if form.get(f"fakta-{number}-services-{each}")]
        found["services"] = chosen or NOT_STATED
    return found
