"""The figures of a month as tables in Danish: what is counted, by which names, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot import counting
from bot.content import Content
from bot.evaluation.rule_words import Names
from bot.guidance.facts import DECIDING
from bot.guidance.goals import GOALS
from bot.guidance.rules import RULES
from bot.staff.disclosure import LIMIT, Cell, Shown, shown
from bot.turn import GOAL_INTENTS, INTENTS

Counts = Mapping[str, Mapping[str, int]]

#: The facts that the guide asks for.
_ASKED: Final = (*DECIDING, "services")
#: Intents that belong to no topic of their own, as staff would put them.
_INTENT_WORDS: Final = {
    "inform": "Oplysninger og svar",
    "affirm": "Ja",
    "deny": "Nej",
    "dont_know": "Ved ikke",
    "correct_answer": "Rettelse",
    "ask_why": "Hvorfor",
    "ask_why_not": "Hvorfor ikke",
    "help": "Hjælp",
    "greet": "Hilsen",
    "goodbye": "Farvel",
    "thank": "Tak",
    "bot_challenge": "Er du en robot?",
    "feedback_positive": "Ros",
    "feedback_negative": "Utilfreds",
    "insult": "Skældsord",
    "not_danish": "Et andet sprog",
    "citizen_problem": "En borgers problem",
    "out_of_scope": "Uden for emnet",
    "restart": "Forfra",
    "go_back": "Gå tilbage",
    "show_summary": "Overblik",
    "download_record": "Gem eller udskriv",
    "delete_my_data": "Slet",
    "talk_to_human": "Et menneske",
    "nlu_fallback": "Ikke forstået",
}
_PLACES: Final = {
    counting.ADVISED: "Efter rådet",
    counting.NO_QUESTION: "Uden et åbent spørgsmål",
    counting.NO_GOAL: "Før et mål var valgt",
}
_THUMBS: Final = ("feedback_positive", "feedback_negative")


@dataclass(frozen=True)
class FigureTable:
    """One table: its heading, what it says, and its rows. `left_out`: rows under five that are not shown one by one."""

    id: str
    title: str
    note: str
    column: str
    rows: tuple[tuple[str, Cell], ...]
    total: Cell | None = None
    left_out: int = 0

    @property
    def longest(self) -> int:
        """The largest count that is shown."""
        return max((cell.count or 0 for _, cell in self.rows), default=0)


def month_tables(found: Counts, days: Mapping[date, int], last: date, content: Content) -> list[FigureTable]:
    """The tables of the month up to its day `last`."""
    names = Names(content)
    intents = shown(found.get("intent", {}), sorted(INTENTS))
    return [
        _days(days, last),
        *_talks(found, names),
        *_turns(found, intents, content),
        *_questions(found, names),
        *_outcomes(found, names),
        *_times(found),
    ]


def _table(id: str, title: str, note: str, column: str, told: Mapping[str, str], found: Shown) -> FigureTable:
    """A table that has all its rows."""
    return FigureTable(
        id, title, note, column, tuple((told[each], cell) for each, cell in found.cells.items()), found.total
    )


def _days(days: Mapping[date, int], last: date) -> FigureTable:
    month = [last.replace(day=1) + timedelta(days=number) for number in range(last.day)]
    counts = {day.isoformat(): days.get(day, 0) for day in month}
    told = {day.isoformat(): f"{day.day}." for day in month}
    note = "Samtaler, hvor brugeren skrev eller valgte noget, efter den dag, de blev åbnet. Døgnet regnes i UTC."
    return _table("dage", "Samtaler dag for dag", note, "Dag", told, shown(counts, counts))


def _talks(found: Counts, names: Names) -> Iterator[FigureTable]:
    goals = {goal: names.goal(goal) for goal in GOALS}
    yield _table("maal", "Mål", "Hvad brugerne ville have afklaret.", "Mål", goals, shown(found.get("goal", {}), goals))
    places = _PLACES | {fact: names.fact(fact) for fact in _ASKED}
    yield _table(
        "forladt",
        "Hvor samtalerne står",
        "Det spørgsmål, der var åbent til sidst. Efter rådet er brugeren nået frem. Samtaler, der stadig er i gang, er med.",
        "Sidst åbne spørgsmål",
        places,
        shown(found.get("left", {}), places),
    )


def _turns(found: Counts, intents: Shown, content: Content) -> Iterator[FigureTable]:
    ways = {"text": "Skrevet", "choice": "Valgt med en knap"}
    yield _table("ture", "Beskeder", "Hver besked fra en bruger.", "Måde", ways, shown(found.get("turn", {}), ways))
    understood = {"yes": "Læst sikkert", "no": "Usikre eller ubesvarede"}
    yield _table(
        "forstaaet",
        "Skrevne beskeder, der blev forstået",
        "En usikker besked bliver besvaret med et spørgsmål om, hvad der menes.",
        "Læsning",
        understood,
        shown(found.get("understood", {}), understood),
    )
    rows = sorted(
        ((_intent(name, content), cell) for name, cell in intents.cells.items() if not cell.small),
        key=lambda row: -(row[1].count or 0),
    )
    left_out = sum(cell.small for cell in intents.cells.values())
    note = "Hvad beskederne blev forstået som."
    yield FigureTable("emner", "Emner", note, "Emne", tuple(rows), intents.total, left_out)
    thumbs = tuple((_INTENT_WORDS[name], intents.cells[name]) for name in _THUMBS)
    yield FigureTable(
        "tommel", "Ros og utilfredshed", "Beskeder, der roste guiden eller klagede over den.", "Tilkendegivelse", thumbs
    )


def _questions(found: Counts, names: Names) -> Iterator[FigureTable]:
    facts = {fact: names.fact(fact) for fact in _ASKED}
    for id, title, note, kind in (
        ("stillet", "Spørgsmål, der blev stillet", "Hvor ofte hvert spørgsmål blev åbnet.", "asked"),
        ("ved-ikke", "Spørgsmål, der fik ved ikke", "Hvor ofte svaret var, at brugeren ikke ved det.", "dont_know"),
    ):
        yield _table(id, title, note, "Spørgsmål", facts, shown(found.get(kind, {}), facts))


def _outcomes(found: Counts, names: Names) -> Iterator[FigureTable]:
    statuses = {"decided": "Alt er afgjort", "depends": "Noget afhænger af, hvad brugeren ikke ved"}
    note = "Et råd, der bliver rettet, tæller igen."
    yield _table("raad", "Råd, der blev givet", note, "Råd", statuses, shown(found.get("advice", {}), statuses))
    for conclusion, rule in RULES.items():
        if conclusion == "steps":
            continue
        told = {each.value: names.value(conclusion, each.value) for each in rule.outcomes}
        told |= {"undecided": "Uafklaret"} | ({"none": "Ingen"} if rule.several else {})
        counts = {
            name.partition("/")[2]: count
            for name, count in found.get("outcome", {}).items()
            if name.partition("/")[0] == conclusion
        }
        note = "Et råd kan have flere af dem." if rule.several else ""
        yield _table(f"udfald-{conclusion}", names.column(conclusion), note, "Udfald", told, shown(counts, told))


def _times(found: Counts) -> Iterator[FigureTable]:
    lengths = _steps(counting.LENGTHS)
    yield _table(
        "laengde",
        "Beskeder i en samtale",
        "Hvor mange beskeder brugeren sendte.",
        "Beskeder",
        lengths,
        shown(found.get("length", {}), lengths),
    )
    seconds = {name: f"{told} s".replace(".", ",") for name, told in _upper_ends(counting.SECONDS).items()}
    yield _table(
        "svartid",
        "Svartid",
        "Fra beskeden kom, til svaret var klar.",
        "Tid",
        seconds,
        shown(found.get("seconds", {}), seconds),
    )


def _steps(ends: Sequence[float]) -> dict[str, str]:
    """Whole numbers in steps: «2–3»."""
    starts = [1, *(int(end) + 1 for end in ends)]
    told = {
        f"{end:g}": f"{start}–{end:g}" if start < end else f"{end:g}" for start, end in zip(starts, ends, strict=False)
    }
    return told | {"more": f"{starts[-1]} eller flere"}


def _upper_ends(ends: Sequence[float]) -> dict[str, str]:
    return {f"{end:g}": f"højst {end:g}" for end in ends} | {"more": f"over {ends[-1]:g}"}


def _intent(name: str, content: Content) -> str:
    """An intent in staff's words."""
    base, _, topic = name.partition("/")
    if base == "faq" and topic in content.topics:
        return content.topics[topic].title
    if name in GOAL_INTENTS:
        return content.goals[GOAL_INTENTS[name]].label
    return _INTENT_WORDS.get(name, name)


def as_rows(tables: Sequence[FigureTable]) -> Iterator[tuple[str, str, str]]:
    """Everything that the tables show, as rows of table, name and count."""
    yield "Tabel", "Navn", "Antal"
    for table in tables:
        yield from ((table.title, name, cell.text) for name, cell in table.rows)
        if table.left_out:
            yield table.title, f"{table.left_out} andre, hver", f"under {LIMIT}"
        if table.total:
            yield table.title, "I alt", table.total.text
