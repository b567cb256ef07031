"""Names in Danish for what the rules are made of, and a difference between two versions as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.content import Content
from bot.danish import listed
from bot.evaluation.cubes import Cube
from bot.evaluation.rule_diff import SERVICE, UNKNOWN, Axis, CaseChange, Change, RuleDiff
from bot.evaluation.rule_probe import COMPANY_FORM, QUESTION
from bot.evaluation.rule_tables import Json, Value

#: Company forms of one class that are named one by one; more are «andre former».
_FORMS_NAMED: Final = 6
_STANDING: Final = {"in": "med", "out": "ikke med", "open": "måske med", "absent": "findes ikke"}


class Names:
    """The names in `content/`. A name that another version has and this one has not is given as it is."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def fact(self, name: str) -> str:
        question = self._content.questions.get(name)
        return question.name if question else f"«{name}»"

    def goal(self, name: str) -> str:
        goal = self._content.goals.get(name)
        return goal.label if goal else name

    def answer(self, fact: str, value: Value) -> str:
        """An answer as the user sees it."""
        if value is None:
            return "ikke spurgt"
        if fact == COMPANY_FORM and isinstance(value, int):
            form = self._content.company_forms.get(value)
            return f"{form.name} ({value})" if form else f"virksomhedsform {value}"
        question = self._content.questions.get(fact)
        choice = question.choices.get(str(value)) if question else None
        return choice.label if choice else f"«{value}»"

    def column(self, name: str) -> str:
        """A conclusion, a service, or what is asked on the way to a goal."""
        if name.startswith(QUESTION):
            return f"Næste spørgsmål til «{self.goal(name.removeprefix(QUESTION))}»"
        if name.startswith(SERVICE):
            service = self._content.services.get(name.removeprefix(SERVICE))
            return service.label if service else f"«{name}»"
        conclusion = self._content.conclusions.get(name)
        return conclusion.name if conclusion else f"«{name}»"

    def value(self, column: str, value: str) -> str:
        """A value of a conclusion, or an entry of its list."""
        conclusion = self._content.conclusions.get("available_services" if column.startswith(SERVICE) else column)
        outcome = conclusion.values.get(value) if conclusion else None
        return outcome.label if outcome else f"«{value}»"

    def outcome(self, column: str, outcome: Json | None) -> str:
        """A whole outcome in a few words."""
        if outcome is None or "absent" in outcome:
            return "findes ikke"
        if "refused" in outcome:
            return f"kan ikke svares ({outcome['refused']})"
        if "asks" in outcome:
            asks = outcome["asks"]
            return f"spørger om «{self.fact(asks)}»" if asks else "spørger ikke om mere"
        if "value" not in outcome:
            facts = [f"«{self.fact(each)}»" for each in outcome.get("depends_on", ())]
            return f"uafklaret (afhænger af {listed(facts)})" if facts else "uafklaret"
        value = outcome["value"]
        values = value if isinstance(value, list) else [value]
        return listed([f"«{self.value(column, each)}»" for each in values]) if values else "ingen"


@dataclass(frozen=True)
class WordedChange:
    """A change in words. `where`: the combinations it concerns, part by part; `example`: one of them."""

    name: str
    change: str
    count: str
    where: tuple[str, ...]
    example: str


@dataclass(frozen=True)
class WordedCase:
    """A case that comes out otherwise."""

    name: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class WordedDiff:
    """A difference in words. `sections`: changes under their headings."""

    same: bool
    summary: tuple[str, ...]
    sections: tuple[tuple[str, tuple[WordedChange, ...]], ...]
    cases: tuple[WordedCase, ...]


def worded(diff: RuleDiff, content: Content) -> WordedDiff:
    """The difference in Danish."""
    names = Names(content)
    headings: dict[str, list[WordedChange]] = {}
    for change in diff.changes:
        headings.setdefault(_heading(change), []).append(_change(change, diff.axes, names))
    return WordedDiff(
        diff.same,
        tuple(_summary(diff)),
        tuple((heading, tuple(changes)) for heading, changes in headings.items()),
        tuple(_case(each, names) for each in diff.case_changes),
    )


def number(value: int) -> str:
    """A count with a point between the thousands."""
    return f"{value:,}".replace(",", ".")


def _summary(diff: RuleDiff) -> Iterator[str]:
    yield f"Reglerne før: {diff.old or 'uden nummer'}. Reglerne nu: {diff.new or 'uden nummer'}."
    yield (
        f"{number(diff.combinations)} kombinationer af svar er sammenlignet. I {number(diff.complete)} af dem er alt oplyst. "
        f"{number(diff.cases)} gemte tilfælde er også sammenlignet."
    )
    if diff.same:
        yield "Intet er ændret."
        return
    yield (
        f"{number(diff.changed)} kombinationer er ændret. I {number(diff.changed_complete)} af dem er alt oplyst. "
        f"{number(len(diff.case_changes))} gemte tilfælde er ændret."
    )


def _heading(change: Change) -> str:
    if change.names[0].startswith(QUESTION):
        return "Hvad der bliver spurgt om"
    return "Konklusioner" if change.complete else "Konklusioner, mens noget mangler"


def _change(change: Change, axes: Sequence[Axis], names: Names) -> WordedChange:
    name = listed([names.column(each) for each in change.names])
    missing = change.count - change.complete
    counts = [
        f"{number(change.complete)}, hvor alt er oplyst" if change.complete else "",
        f"{number(missing)}, hvor noget mangler" if missing else "",
    ]
    return WordedChange(
        name,
        _what(change, names),
        f"{number(change.count)} {'kombination' if change.count == 1 else 'kombinationer'}: "
        f"{listed(list(filter(None, counts)))}",
        tuple(_where(part, axes, names) for part in change.parts),
        _example(change, axes, names),
    )


def _what(change: Change, names: Names) -> str:
    if change.kind == "depends_on":
        fact = names.fact(str(change.entry))
        return f"afhænger nu også af «{fact}»" if change.after else f"afhænger ikke længere af «{fact}»"
    column = change.names[0]
    if change.kind == "entry":
        entry = names.value(column, str(change.entry))
        return f"«{entry}»: {_STANDING[change.before]} → {_STANDING[change.after]}"
    return f"{names.outcome(column, change.before)} → {names.outcome(column, change.after)}"


def _where(part: Cube, axes: Sequence[Axis], names: Names) -> str:
    """A part by the facts that matter in it."""
    told = [
        f"{names.fact(axis.fact)}: {_choice(axis, chosen, names)}"
        for axis, chosen in zip(axes, part.chosen, strict=True)
        if len(chosen) < len(axis.classes)
    ]
    return f"{'; '.join(told) or 'alle kombinationer'} ({number(part.count)})"


def _choice(axis: Axis, chosen: Sequence[int], names: Names) -> str:
    """Some of the values of a fact, said shortly."""
    all_settled = [place for place, settled in enumerate(axis.settled) if settled]
    settled = [place for place in chosen if axis.settled[place]]
    told = [_not_settled(axis, chosen)] if len(settled) < len(chosen) else []
    if settled == all_settled:
        told.append("oplyst")
    else:
        told += [_class(axis, place, names) for place in settled]
    return " eller ".join(told)


def _not_settled(axis: Axis, chosen: Sequence[int]) -> str:
    everything = [place for place, settled in enumerate(axis.settled) if not settled]
    open_ones = [place for place in chosen if not axis.settled[place]]
    if open_ones == everything:
        return "ikke oplyst"
    values = [value for place in open_ones for value in axis.classes[place]]
    return " eller ".join(
        "ikke spurgt" if value is None else "ved ikke" for value in values if value in (None, UNKNOWN)
    )


def _class(axis: Axis, place: int, names: Names) -> str:
    values = axis.classes[place]
    if len(values) > _FORMS_NAMED:
        return "andre former" if axis.fact == COMPANY_FORM else f"et af {len(values)} svar"
    return " eller ".join(names.answer(axis.fact, value) for value in values)


def _example(change: Change, axes: Sequence[Axis], names: Names) -> str:
    """The combination of the first part in which most is known."""
    told = []
    for axis, chosen in zip(axes, change.parts[0].chosen, strict=True):
        place = next((each for each in chosen if axis.settled[each]), chosen[0])
        value = axis.classes[place][0]
        if value is not None:
            told.append(f"{names.fact(axis.fact)}: {names.answer(axis.fact, value)}")
    return "; ".join(told) or "intet oplyst"


def _case(case: CaseChange, names: Names) -> WordedCase:
    changes = (
        f"{names.column(name)}: {names.outcome(name, before)} → {names.outcome(name, after)}"
        for name, (before, after) in case.changed.items()
    )
    return WordedCase(f"{case.subject}: {case.name}", tuple(changes))


def as_text(diff: WordedDiff) -> str:
    """The difference as lines for a terminal."""
    lines = list(diff.summary)
    for heading, changes in diff.sections:
        lines += ["", heading.upper()]
        for change in changes:
            lines += ["", f"{change.name}: {change.change}", f"  {change.count}"]
            lines += [f"  – {where}" for where in change.where]
            lines.append(f"  Fx {change.example}")
    if diff.cases:
        lines += ["", "GEMTE TILFÆLDE"]
        for case in diff.cases:
            lines += ["", case.name, *(f"  {change}" for change in case.changes)]
    return "\n".join(lines)


def as_json(diff: RuleDiff) -> Json:
    """The difference for programs. A fact that a part does not name may have any value; null stands for not asked."""
    return {
        "old": diff.old,
        "new": diff.new,
        "same": diff.same,
        "combinations": {"compared": diff.combinations, "complete": diff.complete},
        "changed": {"combinations": diff.changed, "complete": diff.changed_complete, "cases": len(diff.case_changes)},
        "changes": [_change_json(change, diff.axes) for change in diff.changes],
        "cases": {
            "compared": diff.cases,
            "changed": [
                {"subject": each.subject, "name": each.name, "changed": _before_after(each.changed)}
                for each in diff.case_changes
            ],
        },
    }


def _before_after(changed: Mapping[str, tuple[Any, Any]]) -> Json:
    return {name: {"before": before, "after": after} for name, (before, after) in changed.items()}


def _change_json(change: Change, axes: Sequence[Axis]) -> Json:
    return {
        "columns": list(change.names),
        "kind": change.kind,
        "entry": change.entry,
        "before": change.before,
        "after": change.after,
        "combinations": change.count,
        "complete": change.complete,
        "parts": [{"combinations": part.count, "facts": dict(_chosen(part, axes))} for part in change.parts],
    }


def _chosen(part: Cube, axes: Sequence[Axis]) -> Iterable[tuple[str, list[Value]]]:
    for axis, chosen in zip(axes, part.chosen, strict=True):
        if len(chosen) < len(axis.classes):
            yield axis.fact, [value for place in chosen for value in axis.classes[place]]
