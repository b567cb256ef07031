"""Acts that take something in: facts, answers, corrections, and what the user wants to find out."""

from __future__ import annotations

from dataclasses import replace

from bot.guidance.advice import advise, next_question
from bot.guidance.facts import FactValue
from bot.language.answers import Reading
from bot.language.correcting import corrects
from bot.turn.advising import changes
from bot.turn.going_on import Turn, after_aside, go_on
from bot.turn.intents import GOAL_INTENTS
from bot.turn.learning import Learned, learn
from bot.turn.messages import Button, Heard, Message, payload
from bot.turn.state import State
from bot.turn.voice import (
    ask,
    content,
    goal_buttons,
    noted,
    on_numbers,
    remarks,
    small_talk,
    statement,
    unknown_noted,
    value_label,
)


def take_answer(state: State, heard: Heard, reading: Reading) -> Turn:
    """Facts or an answer: takes them up and goes on. What answers nothing is never taken for an answer."""
    if reading.kind == "unclear":
        return _ask_clearly(state, reading)
    if reading.kind == "question" and not heard.facts:
        return explain_question(state)
    learned = learn(state, _facts(state, heard, reading), _may_replace(state, heard))
    if heard.contradictions and not learned.conflict:
        return _ask_of_contradiction(learned, heard.contradictions[0])
    if not (learned.new or learned.changed or learned.conflict):
        return _nothing_new(state, heard)
    return _take_up(state, learned, heard)


def _facts(state: State, heard: Heard, reading: Reading) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {**heard.facts, **reading.other_facts}
    if state.question and reading.kind == "answer" and reading.value is not None:
        facts[state.question] = reading.value
    return facts


def _may_replace(state: State, heard: Heard) -> frozenset[str] | bool:
    """A button, a correction, and the answer to the very question may replace what stood."""
    if heard.pressed or heard.intent == "correct_answer" or corrects(heard.text):
        return True
    return frozenset({state.question}) if state.question else False


def _take_up(before: State, learned: Learned, heard: Heard) -> Turn:
    state = replace(learned.state, misses=0)
    lead = told_back(learned, heard)
    if learned.changed:
        said = " ".join(
            content().phrases.corrected.format(statement=statement(name, value, state.facts))
            for name, value in learned.changed.items()
        )
        lead = [*lead, said, *changes(before.facts, state.facts, state.goal or "connection")]
    if learned.conflict:
        return _ask_of_conflict(state, lead, *learned.conflict)
    return _go_on(state, lead, heard, first=before.goal is None)


def _go_on(state: State, lead: list[str], heard: Heard, first: bool) -> Turn:
    """Goes on; a sub-broker is asked for the role first, where it matters, for none of the roles bears that name."""
    goal = state.goal or "connection"
    if "sub_broker" in heard.notes and "role" not in state.facts and _depends_on(state, goal, "role"):
        state, question = ask(replace(state, goal=goal, advised=False), "role", [*lead, content().phrases.sub_broker])
        return state, (question,)
    return go_on(state, lead, first)


def _depends_on(state: State, goal: str, fact: str) -> bool:
    return any(fact in each.depends_on for each in advise(state.facts, goal).verdicts.values())


def told_back(learned: Learned, heard: Heard) -> list[str]:
    """What was taken up, said back: a button and a bare ja or nej need no echo, all else that was read from text does."""
    facts, goal = learned.state.facts, learned.state.goal or "connection"
    plain = len(learned.new) == 1 and (heard.pressed or len(heard.text.split()) == 1)
    echo = [] if plain else noted(learned.new, facts)
    more_to_come = next_question(facts, goal) is not None
    follows = remarks(learned.new, facts) if goal == "connection" and more_to_come else []
    return [*echo, *follows, *on_numbers(heard), *unknown_noted(learned.new, more_to_come)]


def _ask_of_conflict(state: State, lead: list[str], fact: str, value: FactValue) -> Turn:
    """Something else was said before: the user chooses, and until then the old value stands."""
    old, new = state.facts[fact], value
    text = content().phrases.conflict.format(
        before=statement(fact, old, state.facts), after=statement(fact, new, state.facts)
    )
    state, question = ask(replace(state, goal=state.goal or "connection"), fact)
    labels = {button.payload: button.title for button in question.buttons}
    carried = {
        payload("inform", {fact: list(each) if isinstance(each, tuple) else each}): value_label(fact, each)
        for each in (old, new)
    }
    buttons = tuple(Button(labels.get(each, label), each) for each, label in carried.items())
    others = tuple(button for button in question.buttons if button.payload not in carried)
    return state, (Message("\n\n".join([*lead, text]), buttons + others, "question", question.details),)


def _ask_of_contradiction(learned: Learned, fact: str) -> Turn:
    state = replace(learned.state, goal=learned.state.goal or "connection")
    lead = [*noted(learned.new, state.facts), content().phrases.unclear.contradiction]
    state, question = ask(state, fact, lead)
    return state, (question,)


def _ask_clearly(state: State, reading: Reading) -> Turn:
    """Asks again, and says what was wrong with the answer."""
    assert state.question is not None, "an answer is read against an open question"
    reason = getattr(content().phrases.unclear, reading.reason, content().phrases.unclear.not_an_answer)
    learned = learn(state, reading.other_facts, False)
    state, question = ask(learned.state, state.question, [*noted(learned.new, learned.state.facts), reason])
    return state, (question,)


def _nothing_new(state: State, heard: Heard) -> Turn:
    """Nothing that could be taken up: it was known already, or it is no answer."""
    phrases, numbers = content().phrases, on_numbers(heard)
    known = [
        statement(name, value, state.facts) for name, value in heard.facts.items() if state.facts.get(name) == value
    ]
    if known and state.goal:
        return go_on(replace(state, misses=0), [phrases.still_holds.format(statement=each) for each in known[:1]])
    if state.question:
        state, question = ask(state, state.question, numbers or [phrases.unclear.not_an_answer])
        return state, (question,)
    if known:
        return go_on(state, first=True)
    if heard.intent == "inform" and not state.advised:
        # Something was told that no fact holds: enough to begin with the questions.
        return _go_on(state, numbers or [phrases.begin_plainly], heard, first=True)
    return state, (Message(phrases.more_to_know if state.advised else phrases.goal_question, goal_buttons()),)


def pursue_goal(state: State, heard: Heard, reading: Reading) -> Turn:
    """A goal: takes up the facts told with it, and asks what is needed or advises at once."""
    goal = GOAL_INTENTS[heard.intent]
    if "another" in heard.options:
        return another_system(state)
    learned = learn(state, _facts(state, heard, reading), _may_replace(state, heard))
    state = replace(learned.state, goal=goal, misses=0, advised=state.advised and goal == state.goal)
    lead = [*told_back(replace(learned, state=state), heard), content().goals[goal].lead]
    if heard.contradictions:
        return _ask_of_contradiction(replace(learned, state=state), heard.contradictions[0])
    if learned.conflict:
        return _ask_of_conflict(state, lead, *learned.conflict)
    return _go_on(state, lead, heard, first=True)


def another_system(state: State) -> Turn:
    """Keeps what is true of the organisation, and asks anew about the system."""
    facts = state.facts.without(
        "role", "government_task", "secure_authentication", "authority_cannot_create_system", "services"
    )
    return go_on(State(facts=facts, goal="connection", said=state.said), [content().phrases.another_system], first=True)


def correct_answer(state: State, heard: Heard, reading: Reading) -> Turn:
    """With the new value: takes it. With the name of a fact: asks it again. Otherwise: which one?"""
    if asked := heard.options.get("ask"):
        state, question = ask(replace(state, goal=state.goal or "connection"), asked)
        return state, (question,)
    if heard.facts or heard.contradictions or reading.kind == "answer":
        return take_answer(state, heard, reading)
    if not state.facts:
        return state, (Message(content().phrases.nothing_to_correct, goal_buttons()),)
    return state, (Message(content().phrases.which_to_correct, correct_buttons(state)),)


def correct_buttons(state: State) -> tuple[Button, ...]:
    """A button for each fact that was told."""
    return tuple(
        Button(
            f"{content().questions[name].name}: {value_label(name, value)}", payload("correct_answer", {"ask": name})
        )
        for name, value in state.facts.items()
    )


def explain_question(state: State) -> Turn:
    """What the open question means; then it comes back."""
    assert state.question is not None, "only an open question can be explained"
    return after_aside(state, Message(content().questions[state.question].help))


def go_back(state: State, heard: Heard, reading: Reading) -> Turn:
    """Undoes the answer told last, and asks for it again."""
    phrases = content().phrases
    if not state.trail:
        return after_aside(state, Message(phrases.nothing_to_go_back_to, () if state.question else goal_buttons()))
    name, before = state.trail[-1]
    facts = state.facts.without(name) if before is None else state.facts.with_fact(name, before)
    state = replace(state, facts=facts, trail=state.trail[:-1], goal=state.goal or "connection", advised=False)
    state, question = ask(state, name, [phrases.went_back])
    return state, (question,)


def restart(state: State, heard: Heard, reading: Reading) -> Turn:
    """Forgets everything and begins anew."""
    state, message = small_talk(State(said=state.said), "restart", goal_buttons())
    return state, (message,)


def learn_by_the_way(state: State, heard: Heard, reading: Reading) -> tuple[State, list[Message]]:
    """Keeps the facts of a message that wanted something else, and says so; doubtful ones are left for later."""
    learned = learn(state, _facts(state, heard, reading), _may_replace(state, heard))
    taken = {**learned.new, **learned.changed}
    paragraphs = noted(taken, learned.state.facts)
    state = learned.state
    if state.question in taken:
        state = replace(state, question=next_question(state.facts, state.goal or "connection"))
    return state, [Message("\n\n".join(paragraphs))] if paragraphs else []
