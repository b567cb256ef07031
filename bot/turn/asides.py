"""Acts that answer without taking anything in: fixed answers, reasons, small talk, overviews, a person. The question comes back after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.guidance.evaluation import smallest_change
from bot.guidance.facts import UNKNOWN
from bot.guidance.rules import RULES
from bot.guidance.situation import known
from bot.language.answers import Reading
from bot.turn.advising import because, condition, label, steps
from bot.turn.answering import correct_buttons, learn_by_the_way
from bot.turn.application import draft, may_be_drafted
from bot.turn.going_on import Turn, after_aside
from bot.turn.intents import GOAL_INTENTS
from bot.turn.messages import Button, Heard, Message, payload
from bot.turn.state import State
from bot.turn.voice import content, goal_buttons, small_talk, value_label, wording


def answer_faq(state: State, heard: Heard, reading: Reading) -> Turn:
    """The fixed answer to a question, with its source; more of it on request."""
    topic = heard.intent.removeprefix("faq/")
    if "draft" in heard.options:
        return application_draft(state)
    words = content().topics[topic]
    state, before = learn_by_the_way(state, heard, reading)
    more = "more" in heard.options and words.more
    buttons = (
        []
        if more or not words.more
        else [Button(content().phrases.buttons.more, payload(heard.intent, {"more": "yes"}))]
    )
    if state.question is None:
        buttons += [Button(content().topics[each].title, payload(f"faq/{each}")) for each in words.related]
        buttons += [] if state.advised else [Button(content().phrases.buttons.plan, payload("find_connection"))]
    details: dict[str, Any] = {
        "topic": topic,
        "title": words.title,
        "checked": words.checked.isoformat(),
        "links": content().links_json(words.links),
    }
    if words.source:
        details["source"] = content().links_json([words.source])[0]
    text = str(words.more) if more else _own_plan(state, topic) or words.answer
    return after_aside(replace(state, topic=topic, misses=0), *before, Message(text, tuple(buttons), "answer", details))


def _own_plan(state: State, topic: str) -> str | None:
    """To «hvad skal vi gøre først» from someone who has a plan: that plan, and not the one for everybody."""
    if topic != "step_guide" or not state.advised or state.goal != "connection":
        return None
    own = steps(wording().guidance(state.facts, state.goal))
    return "\n\n".join([content().phrases.own_plan, *own]) if own else None


def application_draft(state: State) -> Turn:
    """The reasons for the application, drafted from what was told."""
    words = content().application
    if not may_be_drafted(state.facts):
        return after_aside(state, Message(words.not_needed))
    links = content().links_json(content().steps["apply_for_government_task_right"].links)
    text = "\n\n".join([words.lead, draft(state.facts)])
    names = content().phrases.buttons
    buttons = (Button(names.record, payload("download_record")), Button(names.person, payload("talk_to_human")))
    return after_aside(state, Message(text, buttons, "draft", {"draft": draft(state.facts), "links": links}))


def explain(state: State, heard: Heard, reading: Reading) -> Turn:
    """Why this question, or why this conclusion: the reason first, the source with it."""
    if state.question:
        words = content().questions[state.question]
        return after_aside(state, Message(words.why, (), "answer", {"help": words.help}))
    found = _decided(state)
    if not found:
        return state, (Message(content().phrases.why_nothing_yet, goal_buttons()),)
    chosen = _mentioned(heard.text, found) or _main(found)
    lines = [_why(found[name], state) for name in chosen]
    sources = list({source["heading"]: source for name in chosen for source in [found[name]["source"]]}.values())
    lines += [content().phrases.source.format(page=source["page"], heading=source["heading"]) for source in sources]
    return state, (Message("\n\n".join(lines), (), "answer", {"conclusions": chosen, "source": _link(sources[0])}),)


def _link(source: dict[str, str]) -> dict[str, str]:
    return {"label": source["page"], "url": source["url"]}


def _why(conclusion: dict[str, Any], state: State) -> str:
    clauses = because(conclusion["because"], state.facts)
    phrases = content().phrases
    if not clauses:
        return phrases.why_conclusion_always.format(text=conclusion["text"])
    return phrases.why_conclusion.format(text=conclusion["text"], because=clauses)


def _decided(state: State) -> dict[str, Any]:
    """What is concluded for the goal so far."""
    if state.goal is None:
        return {}
    found = wording().guidance(state.facts, state.goal)["conclusions"]
    return {name: each for name, each in found.items() if each["value"] is not None and name != "steps"}


def _mentioned(text: str, found: Iterable[str]) -> list[str]:
    """The conclusions that a text speaks of, by the words that content lists for each."""
    lowered = text.casefold()
    return [name for name in found if any(word in lowered for word in content().conclusions[name].mentions)]


def explain_why_not(state: State, heard: Heard, reading: Reading) -> Turn:
    """Why not another outcome, and the least that would have to be different for it."""
    phrases = content().phrases
    if state.goal is None or not state.facts:
        return after_aside(state, Message(phrases.why_not_nothing_yet, () if state.question else goal_buttons()))
    found = {
        name: each
        for name, each in wording().guidance(state.facts, state.goal)["conclusions"].items()
        if name != "steps"
    }
    chosen = _mentioned(heard.text, found) or _main(found)
    lines = [line for name in chosen[:3] for line in _why_not(name, found[name], state)]
    return after_aside(
        state, Message("\n".join([phrases.why_not_lead, *lines]), (), "answer", {"conclusions": chosen[:3]})
    )


def _main(found: Iterable[str]) -> list[str]:
    """The conclusions that most questions are about, where the user names none."""
    names = list(found)
    return [name for name in ("obligation", "connection_type") if name in names] or names


def _why_not(name: str, conclusion: dict[str, Any], state: State) -> list[str]:
    """As list items; what is not decided yet excludes nothing, and says what it depends on."""
    if conclusion["value"] is None:
        return [f"- {conclusion['text']}"]
    if name == "available_services":
        return [f"- {text}" for text in dict.fromkeys(conclusion["why_not"].values())]
    lines = []
    for other, text in conclusion["why_not"].items():
        change = smallest_change(name, other, known(state.facts)) if not RULES[name].several else None
        would = content().phrases.would_need.format(condition=condition(dict(change))) if change else ""
        lines.append(f"- {text} {would}".rstrip())
    return lines


def help_out(state: State, heard: Heard, reading: Reading) -> Turn:
    """What the open question means, or what the guide can do."""
    if state.question:
        return after_aside(state, Message(content().questions[state.question].help))
    state, message = small_talk(state, "help", goal_buttons())
    return state, (message,)


def chat(state: State, heard: Heard, reading: Reading) -> Turn:
    """One warm line, and back to the matter."""
    buttons = content().phrases.buttons
    if heard.intent == "citizen_problem":
        state, message = small_talk(state, heard.intent, (Button(buttons.on_behalf, payload("find_connection")),))
        return state, (message,)
    if heard.intent == "out_of_scope":
        state = replace(state, misses=state.misses + 1)
    offers = () if state.question or heard.intent in ("goodbye", "thank") else goal_buttons()
    if heard.intent == "feedback_negative":
        offers = (Button(buttons.correct, payload("correct_answer")), Button(buttons.person, payload("talk_to_human")))
    if heard.intent == "out_of_scope" and state.misses > 1:
        offers = (*offers, Button(content().phrases.topics["talk_to_human"], payload("talk_to_human")))
    state, before = learn_by_the_way(state, heard, reading)
    state, message = small_talk(state, heard.intent, offers)
    if heard.intent == "goodbye":
        return state, (*before, message)
    return after_aside(state, *before, message)


def show_summary(state: State, heard: Heard, reading: Reading) -> Turn:
    """What was told and what follows from it so far."""
    if not state.facts:
        return after_aside(
            state, Message(content().phrases.nothing_known, () if state.question else goal_buttons(), "summary")
        )
    state, lead = small_talk(state, "show_summary")
    text = "\n\n".join([lead.text, summary(state)])
    return after_aside(state, Message(text, correct_buttons(state), "summary"))


def summary(state: State) -> str:
    """The facts and the conclusions, line by line."""
    phrases = content().phrases
    facts = [
        phrases.summary_fact.format(name=content().questions[name].name, value=value_label(name, value))
        for name, value in state.facts.items()
    ]
    lines = [phrases.summary_facts, *facts]
    found = {name: each for name, each in _decided(state).items() if each["value"] != []}
    if found:
        lines += ["", phrases.summary_conclusions]
        lines += [
            phrases.summary_fact.format(name=content().conclusions[name].name, value=label(name, each["value"]))
            for name, each in found.items()
        ]
    return "\n".join(lines)


def offer_record(state: State, heard: Heard, reading: Reading) -> Turn:
    """Where to take the result along."""
    state, message = small_talk(state, "download_record")
    return after_aside(state, replace(message, kind="record"))


def offer_deletion(state: State, heard: Heard, reading: Reading) -> Turn:
    """How everything is erased."""
    state, message = small_talk(
        state, "delete_my_data", (Button(content().topics["privacy"].title, payload("faq/privacy")),)
    )
    return after_aside(state, replace(message, kind="deletion"))


def hand_over(state: State, heard: Heard, reading: Reading) -> Turn:
    """A person: where to write, and what to send with it."""
    state, message = small_talk(state, "talk_to_human")
    known_facts = [name for name, value in state.facts.items() if value != UNKNOWN]
    if known_facts:
        message = replace(
            message, text="\n\n".join([message.text, content().phrases.hand_over_summary, summary(state)])
        )
    return after_aside(state, message)


def offer_topics(state: State, heard: Heard, reading: Reading) -> Turn:
    """Not sure enough to act: the nearest topics in words, and the second time a person. Facts told with it are kept."""
    state, before = learn_by_the_way(state, heard, reading)
    misses = state.misses + 1
    topic = "not_understood" if misses == 1 else "not_understood_again"
    offers = [button for intent, _ in heard.ranking[:8] if (button := _topic_button(intent)) is not None][:3]
    person = Button(content().phrases.topics["talk_to_human"], payload("talk_to_human"))
    if misses > 1 or not offers:
        offers = [*[each for each in offers if each != person], person]
    state, message = small_talk(replace(state, misses=misses), topic, tuple(offers))
    return after_aside(state, *before, message)


def _topic_button(intent: str) -> Button | None:
    if intent in GOAL_INTENTS:
        return Button(content().goals[GOAL_INTENTS[intent]].label, payload(intent))
    if intent.startswith("faq/"):
        return Button(content().topics[intent.removeprefix("faq/")].title, payload(intent))
    title = content().phrases.topics.get(intent)
    return Button(title, payload(intent)) if title else None
