"""The talk as a page shows it: messages, the open question, and what the guide has understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.danish import date_in_words, number
from bot.guidance.facts import UNKNOWN, Facts, FactValue, check_facts
from bot.guidance.goals import DEFAULT_GOAL
from bot.turn.advising import TOLD, label
from bot.turn.messages import payload
from bot.turn.voice import content, value_label, wording
from bot.web.advice_views import NAMING, AdviceView, view_of
from bot.web.prose import Block, blocks

Json = Mapping[str, Any]

#: Under advice the page has a way of its own to what this button asks for.
RECORD_PAYLOAD: Final = payload("download_record")


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen in a form."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class QuestionView:
    """The open question: `several` of the choices can be ticked, the buttons answer at once."""

    text: str
    fact: str
    several: tuple[Choice, ...]
    help: tuple[Block, ...]
    why: tuple[Block, ...]


@dataclass(frozen=True)
class MessageView:
    """One message. `newest`: it belongs to the guide's latest turn, whose buttons can be pressed; `draft`: a text to copy."""

    number: int
    sender: Literal["user", "bot"]
    kind: str
    text: str
    blocks: tuple[Block, ...]
    draft: tuple[Block, ...]
    buttons: tuple[Json, ...]
    newest: bool
    begins_turn: bool
    question: QuestionView | None
    advice: AdviceView | None
    links: tuple[Json, ...]
    source: Json | None
    checked: str | None


@dataclass(frozen=True)
class Editor:
    """The form that changes a fact: radio buttons, a list to choose from, ticks or a field to write in."""

    kind: Literal["radios", "list", "ticks", "field"]
    groups: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    value: str = ""


@dataclass(frozen=True)
class FactView:
    """A fact that was told, and the form to change it."""

    fact: str
    name: str
    value: str
    known: bool
    editor: Editor


@dataclass(frozen=True)
class PanelView:
    """*Det har jeg forstået*: the facts, what follows from them so far, and how far there is to go."""

    facts: tuple[FactView, ...]
    outcome: tuple[tuple[str, str], ...]
    progress: str | None


@dataclass(frozen=True)
class TalkView:
    """The whole talk."""

    messages: tuple[MessageView, ...]
    panel: PanelView


def view_of_talk(state: Json) -> TalkView:
    """The view of a conversation as `Conversations.state` gives it."""
    facts = check_facts(state["facts"])
    question = state["question"]
    messages = _messages(state["messages"], question["fact"] if question else None, facts if state["advice"] else None)
    return TalkView(messages, _panel(facts, _left(state["messages"]) if question else 0))


def _messages(messages: Sequence[Json], fact: str | None, advised: Facts | None) -> tuple[MessageView, ...]:
    """`fact`: the one that is asked for; `advised`: the facts that the last advice was given for, while it stands."""
    last_user = max((number for number, each in enumerate(messages) if each["from"] == "user"), default=-1)
    last_advice = max((number for number, each in enumerate(messages) if each["kind"] == "advice"), default=-1)
    return tuple(
        _message(
            number,
            each,
            newest=number > last_user,
            begins_turn=number == 0 or messages[number - 1]["from"] != each["from"],
            asked=fact if number == len(messages) - 1 else None,
            advised=advised if number == last_advice else None,
        )
        for number, each in enumerate(messages)
    )


def _message(
    number: int, message: Json, *, newest: bool, begins_turn: bool, asked: str | None, advised: Facts | None
) -> MessageView:
    details = message.get("details") or {}
    kind, text = message["kind"], message["text"]
    advice = view_of(details, text, advised) if kind == "advice" and "advice" in details else None
    drafted = str(details.get("draft", "")) if kind == "draft" else ""
    buttons = tuple(message["buttons"]) if newest else ()
    question = None
    if kind == "question" and newest and buttons and asked:
        before, _, last = text.rpartition("\n\n")
        text, question = before, _question(last, asked, details)
        buttons = tuple(
            each
            for each in buttons
            if not (question.several and each["title"] in {choice.label for choice in question.several})
        )
    return MessageView(
        number=number,
        sender="user" if message["from"] == "user" else "bot",
        kind=kind,
        text=message["text"],
        blocks=() if advice else blocks(text.removesuffix(drafted)),
        draft=blocks(drafted),
        buttons=tuple(each for each in buttons if not (advice and each["payload"] == RECORD_PAYLOAD)),
        newest=newest,
        begins_turn=begins_turn,
        question=question,
        advice=advice,
        links=tuple(each for each in details.get("links", ()) if _is_link(each)),
        source=details["source"] if _is_link(details.get("source")) else None,
        checked=date_in_words(details["checked"]) if "checked" in details else None,
    )


def _is_link(link: Any) -> bool:
    """Links come from content alone; this holds even if something else should get into the store."""
    return isinstance(link, Mapping) and str(link.get("url", "")).startswith(("https://", "mailto:"))


def _question(text: str, fact: str, details: Json) -> QuestionView:
    several = (
        tuple(Choice(name, words.label) for name, words in content().services.items()) if fact == "services" else ()
    )
    return QuestionView(text, fact, several, blocks(str(details.get("help", ""))), blocks(str(details.get("why", ""))))


def _left(messages: Sequence[Json]) -> int:
    """How many questions there were at most when the last one was asked, that one among them."""
    return next((each["details"].get("left", 0) for each in reversed(messages) if each["kind"] == "question"), 0)


def _panel(facts: Facts, left: int) -> PanelView:
    return PanelView(
        facts=tuple(_fact(name, value) for name, value in facts.items()),
        outcome=_outcome(facts) if facts else (),
        progress=content().phrases.questions_left.format(count=number(left)) if left > 1 else None,
    )


def _outcome(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The conclusions that are decided, in a few words each. What holds for everyone is no outcome."""
    found = wording().guidance(facts, DEFAULT_GOAL)["conclusions"]
    decided = {name: found[name] for name in TOLD if found[name]["value"] and found[name]["because"]}
    return tuple((content().conclusions[name].name, label(name, each["value"])) for name, each in decided.items())


def _fact(name: str, value: FactValue) -> FactView:
    return FactView(
        name, content().questions[name].name, value_label(name, value), value != UNKNOWN, editor(name, value)
    )


def editor(fact: str, value: FactValue | None) -> Editor:
    """The form for a fact, with its present value chosen."""
    given = {str(each) for each in value} if isinstance(value, tuple) else {str(value)}
    choices = [Choice(key, words.label, key in given) for key, words in content().questions[fact].choices.items()]
    if fact == "services":
        services = tuple(Choice(key, words.label, key in given) for key, words in content().services.items())
        return Editor("ticks", (("", services),))
    if fact in NAMING:
        return Editor("field", value="" if value in (None, UNKNOWN) else str(value))
    if fact == "company_form":
        return Editor("list", _company_forms(choices, given))
    return Editor("radios", (("", tuple(choices)),))


def _company_forms(choices: list[Choice], given: set[str]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Those that most have first, then the rest of the register by name."""
    common = {each.value for each in choices}
    others = {str(code): form.name for code, form in content().company_forms.items() if str(code) not in common}
    rest = tuple(
        Choice(key, name, key in given) for key, name in sorted(others.items(), key=lambda item: item[1].casefold())
    )
    return (("common", tuple(choices)), ("other", rest))
