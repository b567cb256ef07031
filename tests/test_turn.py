"""One turn of the talk, without a model: what is taken up, what is asked, and that no user is left without a way on."""

from __future__ import annotations

import random

import pytest

from bot.guidance.advice import next_question
from bot.guidance.facts import NAMES
from bot.turn import Heard, Message, State, act_of, open_talk, parse_payload, respond
from bot.turn.intents import INTENTS

Turn = tuple[State, tuple[Message, ...]]


def hears(state: State, intent: str, text: str = "", **facts: object) -> Turn:
    """A turn in which the user wrote something."""
    ranking = ((intent, 0.9), ("faq/prices", 0.05), ("find_connection", 0.03))
    return respond(act_of(intent), state, Heard(text, intent, 0.9, ranking, facts))  # type: ignore[arg-type]


def presses(state: State, payload: str) -> Turn:
    """A turn in which the user pressed a button."""
    button = parse_payload(payload)
    heard = Heard("", button.intent, facts=button.facts, options=button.options, pressed=True)
    return respond(act_of(button.intent), state, heard)


def said(messages: tuple[Message, ...]) -> str:
    return "\n".join(message.text for message in messages)


def test_the_opening_says_that_it_is_an_automatic_guide_and_offers_the_five_goals() -> None:
    _, messages = open_talk()
    assert "automatisk" in said(messages)
    assert [len(message.buttons) for message in messages] == [5]


def test_a_value_told_by_the_way_never_replaces_another_in_silence() -> None:
    state, _ = presses(State(), '/inform{"company_form": 60, "role": "broker"}')
    state, messages = hears(state, "inform", "vi er en kommune", company_form=250)
    assert state.facts["company_form"] == 60
    assert state.question == "company_form"
    assert "Hvad gælder?" in said(messages)


def test_a_correction_in_words_replaces_the_value_and_tells_what_changes() -> None:
    state, _ = presses(State(), '/inform{"company_form": 60, "role": "broker"}')
    state, messages = hears(state, "inform", "vent, vi er faktisk en kommune", company_form=250)
    assert state.facts["company_form"] == 250
    assert "Rettet" in said(messages)
    assert "før" in said(messages)


def test_services_told_one_after_the_other_add_up() -> None:
    state, _ = presses(State(), '/inform{"services": ["login"]}')
    state, _ = hears(state, "inform", "vi skal også bruge sso", services=("sso",))
    assert state.facts["services"] == ("login", "sso")


def test_not_knowing_gives_way_to_a_value_without_being_called_a_correction() -> None:
    state, _ = presses(State(), '/inform{"government_task": "unknown"}')
    state, messages = hears(state, "inform", "der er en myndighedsopgave", government_task="yes")
    assert state.facts["government_task"] == "yes"
    assert "Rettet" not in said(messages)


def test_a_named_form_says_more_than_another_form() -> None:
    state, _ = presses(State(), '/inform{"company_form": "other"}')
    state, _ = hears(state, "inform", "vi er et anpartsselskab", company_form=80)
    assert state.facts["company_form"] == 80


def test_a_short_answer_means_what_the_question_makes_of_it() -> None:
    state, _ = presses(State(), "/ask_obligation")
    assert state.question == "role"
    state, _ = hears(state, "faq/mitid_broker", "broker")
    assert state.facts["role"] == "broker"


@pytest.mark.parametrize(
    "intent", ["faq/prices", "ask_why", "ask_why_not", "help", "thank", "bot_challenge", "out_of_scope"]
)
def test_after_an_aside_the_same_question_comes_back_in_other_words(intent: str) -> None:
    state, before = presses(State(), "/find_connection")
    question = state.question
    state, after = hears(state, intent, "og hvad så med det her?")
    assert state.question == question
    assert after[-1].buttons == before[-1].buttons
    assert after[-1].text != before[-1].text


def test_going_back_twice_undoes_two_answers() -> None:
    state, _ = presses(State(), "/find_connection")
    state, _ = presses(state, '/inform{"company_form": 250}')
    state, _ = presses(state, '/inform{"role": "broker"}')
    state, _ = presses(state, "/go_back")
    state, _ = presses(state, "/go_back")
    assert dict(state.facts) == {}
    assert state.question == "company_form"


def test_small_talk_is_never_the_same_twice_running() -> None:
    state, first = hears(State(), "thank", "tak")
    _, second = hears(state, "thank", "mange tak")
    assert first[-1].text != second[-1].text


def test_who_is_not_understood_twice_is_offered_a_person() -> None:
    state, first = hears(State(), "nlu_fallback", "blup")
    _, second = hears(state, "nlu_fallback", "blup blup")
    assert "Tal med et menneske" not in [button.title for button in first[-1].buttons]
    assert "Tal med et menneske" in [button.title for button in second[-1].buttons]


def test_another_system_keeps_the_organisation_and_asks_about_the_system() -> None:
    told = '{"company_form": 250, "role": "broker", "government_task": "no", "mitid_erhverv": "yes"}'
    state, _ = presses(State(), f"/inform{told}")
    state, _ = presses(state, '/find_connection{"another": "yes"}')
    assert set(state.facts) == {"company_form", "mitid_erhverv"}
    assert state.question == "role"


def test_the_draft_of_an_application_marks_what_is_missing() -> None:
    told = '{"company_form": 80, "role": "multi_tenant_supplier", "government_task": "yes", "public_law_body": "no"}'
    state, _ = presses(State(), f"/inform{told}")
    _, messages = presses(state, '/faq/application_form{"draft": "yes"}')
    assert "[organisationens navn]" in said(messages)
    assert "fælles løsning" in said(messages)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_pressed_or_wanted_something_is_said_and_no_needless_question_asked(seed: int) -> None:
    """Sixty wanderers of forty turns: the state survives being stored, and only what can change something is asked."""
    chance = random.Random(seed)
    state, messages = open_talk()
    wished: set[str | None] = set()
    for _ in range(40):
        payloads = [button.payload for message in messages for button in message.buttons]
        if payloads and chance.random() < 0.8:
            chosen = chance.choice(payloads)
            state, messages = presses(state, chosen)
        else:
            chosen = chance.choice(sorted(INTENTS))
            state, messages = hears(state, chosen, chance.choice(("ja", "nej", "ved ikke", "aha og hvad så")))
        if "correct_answer" in chosen or "go_back" in chosen:
            wished.add(state.question)  # asked for by the user, needed or not
        assert any(message.text.strip() for message in messages)
        assert State.from_slots(state.as_slots()) == state
        assert set(state.facts) <= set(NAMES)
        if state.question and state.goal and state.question not in state.facts and state.question not in wished:
            assert next_question(state.facts, state.goal) is not None


def test_a_no_to_one_question_corrects_nothing_told_before() -> None:
    state, _ = presses(State(), '/inform{"company_form": 60, "role": "broker"}')
    state, _ = hears(state, "deny", "nej, vi er godt nok en kommune, men det her er en webshop", company_form=250)
    assert state.facts["company_form"] == 60


def answers(question: str, text: str, intent: str, confidence: float) -> State:
    """A turn in which the user answered an open question in words that no rule for answers knows."""
    opened = State(goal="connection", question=question)
    heard = Heard(text, intent, confidence, ((intent, confidence), ("inform", 0.1)))
    state, _ = respond(act_of(intent), opened, heard)
    return state


def test_what_is_classified_as_not_knowing_is_not_knowing_at_an_open_question() -> None:
    assert answers("services", "den er helt sort for mig", "dont_know", 0.7).facts["services"] == "unknown"


def test_an_unusual_yes_or_no_is_taken_when_it_is_sure_and_asked_again_when_it_is_not() -> None:
    assert answers("mitid_erhverv", "det kan du bande på", "affirm", 0.9).facts["mitid_erhverv"] == "yes"
    assert answers("mitid_erhverv", "det blev ved snakken", "deny", 0.9).facts["mitid_erhverv"] == "no"
    assert "mitid_erhverv" not in answers("mitid_erhverv", "det blev ved snakken", "deny", 0.5).facts


def test_where_the_clause_decides_an_unusual_yes_is_asked_again() -> None:
    state = answers("authority_cannot_create_system", "det skal jeg love for", "affirm", 0.9)
    assert "authority_cannot_create_system" not in state.facts


def test_setting_a_fact_right_asks_nothing_of_the_notion_that_it_names() -> None:
    told, _ = presses(State(), '/ask_obligation{"company_form": 250, "government_task": "no"}')
    state, messages = hears(
        told, "faq/government_task", "nej vent, det er alligevel en myndighedsopgave", government_task="yes"
    )
    assert state.facts["government_task"] == "yes"
    assert not [message for message in messages if message.kind == "answer"]
