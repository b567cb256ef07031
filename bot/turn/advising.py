"""Advice in words: the headline first, then what it rests on, the steps in order, and what it still depends on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bot.danish import capitalised, date_in_words, decapitalised, listed, sentences_listed
from bot.guidance.facts import UNKNOWN, Facts
from bot.guidance.version import rules_version
from bot.turn.application import may_be_drafted
from bot.turn.messages import Button, Message, payload
from bot.turn.voice import content, services_listed, statement, wording

#: Told in full in an advice; the others follow from these or are told in their own way.
TOLD: Final = (
    "classification",
    "obligation",
    "government_task_right",
    "grounds",
    "connection_type",
    "available_services",
    "price_list",
)
#: Told case by case when they depend on what the user does not know. The others follow from these.
TOLD_BY_CASE: Final = ("classification", "obligation", "government_task_right", "connection_type", "available_services")


def advice_message(facts: Facts, goal: str) -> Message:
    """The advice for a goal that is decided, or that depends only on what the user does not know."""
    advice = wording().guidance(facts, goal)
    paragraphs = [
        _headline(advice),
        *_conclusions(advice),
        *_cases(advice),
        *steps(advice),
        *_preparation(advice),
        _disclaimer(advice),
    ]
    details = {"advice": advice, "rules": rules_version()}
    return Message("\n\n".join(filter(None, paragraphs)), _buttons(advice, may_be_drafted(facts)), "advice", details)


def _headline(advice: dict[str, Any]) -> str:
    """The main thing in one sentence."""
    phrases, found = content().phrases, advice["conclusions"]
    if advice["status"] != "decided":
        settled = any(each["value"] is not None for each in found.values())
        return phrases.headline_depends if settled else phrases.headline_open
    if advice["goal"] != "connection":
        return ""
    right, connection = found["government_task_right"]["value"], found["connection_type"]["value"]
    if right == "no_ground":
        return phrases.headline_no_ground
    name = decapitalised(label("connection_type", connection))
    if right == "apply" and found["obligation"]["value"] == "lies_with_provider":
        return phrases.headline_apply.format(connection=name)
    return phrases.headline_connection.format(
        obligation=label("obligation", found["obligation"]["value"]), connection=name
    )


def label(conclusion: str, value: Any) -> str:
    """A conclusion's value in a few words; of services, that of the ones that are not open to all."""
    words = content().conclusions[conclusion]
    if isinstance(value, dict):
        tied = {
            name: status
            for name, status in value.items()
            if words.values[status].label and name not in ("login", "signing")
        }
        if not tied:
            return f"{capitalised(services_listed(value))} {words.values['available'].label}"
        return f"{capitalised(services_listed(tied))} {words.values[next(iter(tied.values()))].label}"
    if isinstance(value, list):
        return listed([words.values[each].label for each in value]) or str(words.none)
    return words.values[value].label


def _conclusions(advice: dict[str, Any]) -> Iterable[str]:
    """The decided conclusions, each as a paragraph; with a name where there are several."""
    decided = {name: each for name, each in advice["conclusions"].items() if name in TOLD and each["value"] is not None}
    if not advice["conclusions"].get("grounds", {}).get("value"):
        decided.pop("grounds", None)
    if len(advice["conclusions"]) == 1:
        return [each["text"] for each in decided.values()]
    return [f"{content().conclusions[name].name}: {each['text']}" for name, each in decided.items()]


def _cases(advice: dict[str, Any]) -> list[str]:
    """For each conclusion that is not decided: what follows in each case, and last how to find out."""
    phrases = content().phrases
    open_ones = {name: each for name, each in advice["conclusions"].items() if each["value"] is None}
    paragraphs = []
    for name in [each for each in TOLD_BY_CASE if each in open_ones]:
        lines = [phrases.cases_heading.format(conclusion=content().conclusions[name].name)]
        lines += [
            phrases.case.format(condition=condition(case["if"]), outcome=outcome(name, case["value"]))
            for case in open_ones[name]["cases"]
        ]
        paragraphs.append("\n".join(lines))
    facts = dict.fromkeys(fact for each in open_ones.values() for fact in each["depends_on"])
    if facts:
        paragraphs.append(
            "\n".join([phrases.find_out_heading, *(f"- {content().questions[fact].find_out}" for fact in facts)])
        )
    return paragraphs


def condition(facts: dict[str, Any]) -> str:
    """The facts of a case as a clause after «Hvis»."""
    return sentences_listed([content().questions[fact].choices[str(value)].clause for fact, value in facts.items()])


def outcome(conclusion: str, value: Any) -> str:
    """An outcome at the end of a case."""
    return decapitalised(label(conclusion, value))


def steps(advice: dict[str, Any]) -> list[str]:
    """The steps of a plan in order, as one paragraph; nothing where there are none."""
    if not advice["steps"]:
        return []
    phrases = content().phrases
    lines = [phrases.steps_heading]
    for number, step in enumerate(advice["steps"], start=1):
        text = step["text"] if step["certain"] else phrases.possible_step.format(step=step["text"])
        lines.append(f"{number}. {text}")
    return ["\n".join(lines)]


def preparation(advice: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What goes with a plan, as headings with their items; nothing where there is no plan."""
    words, phrases = content().preparation, content().phrases
    steps = {step["id"]: step["certain"] for step in advice["steps"]}
    if not steps:
        return []
    lists = (
        (words.ready_heading, words.ready),
        (words.expect_heading, words.expect),
        (words.not_covered_heading, words.not_covered),
    )
    return [
        (
            heading,
            [
                item.text if item.when is None or steps[item.when] else phrases.possible_step.format(step=item.text)
                for item in items
                if item.when is None or item.when in steps
            ],
        )
        for heading, items in lists
    ]


def _preparation(advice: dict[str, Any]) -> list[str]:
    return ["\n".join([f"{heading}:", *(f"- {item}" for item in items)]) for heading, items in preparation(advice)]


def _disclaimer(advice: dict[str, Any]) -> str:
    checked = [each["checked"] for each in advice["conclusions"].values() if "checked" in each]
    oldest = min(checked) if checked else min(source.checked.isoformat() for source in content().sources.values())
    return content().phrases.disclaimer.format(checked=date_in_words(oldest))


def _buttons(advice: dict[str, Any], draft: bool) -> tuple[Button, ...]:
    words = content().phrases.buttons
    if advice["goal"] != "connection":
        after: tuple[Button, ...] = (Button(words.plan, payload("find_connection")),)
    else:
        after = (
            Button(words.record, payload("download_record")),
            Button(words.another, payload("find_connection", {"another": "yes"})),
        )
    application = (
        (Button(content().application.button, payload("faq/application_form", {"draft": "yes"})),) if draft else ()
    )
    free = advice["conclusions"].get("obligation", {}).get("value") == "free_choice"
    brokers = (Button(content().topics["approved_brokers"].title, payload("faq/approved_brokers")),) if free else ()
    return (
        *application,
        *brokers,
        Button(words.why, payload("ask_why")),
        Button(words.why_not, payload("ask_why_not")),
        *after,
        Button(words.correct, payload("correct_answer")),
    )


def changes(before: Facts, after: Facts, goal: str) -> list[str]:
    """What a correction changes in the conclusions that were decided before it, as paragraphs."""
    phrases = content().phrases
    old, new = wording().guidance(before, goal)["conclusions"], wording().guidance(after, goal)["conclusions"]
    lines = []
    for name in [each for each in TOLD if each in old]:
        was, now = old[name]["value"], new[name]["value"]
        if was is None or was == now or (name == "price_list" and "classification" in old):
            continue
        heading = content().conclusions[name].name
        if now is None:
            lines.append(phrases.change_now_open.format(conclusion=heading))
        else:
            lines.append(
                phrases.change.format(conclusion=heading, after=outcome(name, now), before=_before(name, was, now))
            )
    decided_before = any(old[name]["value"] is not None for name in old)
    if lines:
        return ["\n".join([phrases.changes, *lines])]
    return [phrases.changes_nothing] if decided_before else []


def _before(conclusion: str, was: Any, now: Any) -> str:
    """What held before. The same services are not listed twice."""
    if isinstance(was, dict) and was.keys() == now.keys():
        changed = next(status for name, status in was.items() if status != now[name])
        return content().conclusions[conclusion].values[changed].label
    return outcome(conclusion, was)


def because(reasons: list[dict[str, Any]], facts: Facts) -> str:
    """The facts that a conclusion rests on, as clauses."""
    clauses = []
    for reason in reasons:
        if reason["fact"] == "services":
            clauses.append(content().phrases.because_services.format(services=services_listed(reason["value"])))
        elif not (reason["fact"] == "mitid_erhverv" and reason["value"] == UNKNOWN):
            clauses.append(statement(reason["fact"], reason["value"], facts))
    return sentences_listed(clauses)
