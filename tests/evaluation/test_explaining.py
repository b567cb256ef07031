"""Why the guide said what it said, worked out from a turn's trace and the states around it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.explaining import Piece, effects, heard_of, pieces, reasons
from bot.evaluation.rasa_rules import rule_of
from bot.guidance.advice import candidates, next_question
from bot.guidance.facts import Facts
from bot.guidance.goals import GOALS
from bot.turn import ACTS, State


def trace(text: str, intent: str, confidence: float, before: State, **parse: Any) -> dict[str, Any]:
    """The trace of a turn in which a text was read like this."""
    best = {"name": intent, "confidence": confidence}
    return {
        "milliseconds": {"store": 2.0, "repair": 1.0},
        "parse": {"text": text, "intent": best, "intent_ranking": [best], "threshold": 0.6, "model": "m", **parse},
        "actions": [{"name": "action_offer_topics", "policy": "RulePolicy", "confidence": 1.0}],
        "before": before.as_slots(),
    }


def test_the_text_is_cut_where_facts_were_found() -> None:
    found = [{"start": 7, "end": 10, "entity": "role"}, {"start": 0, "end": 10, "entity": "organisation_name"}]
    assert pieces("Vi er en X", found) == (
        Piece("Vi er e", ("organisation_name",)),
        Piece("n X", ("role", "organisation_name")),
    )
    assert pieces("hej", []) == (Piece("hej", ()),)
    assert "".join(each.text for each in pieces("kort", [{"start": -3, "end": 99, "entity": "role"}])) == "kort"


def test_a_reading_below_the_threshold_is_a_fallback_that_keeps_its_ranking() -> None:
    heard = heard_of(trace("hm", "faq/prices", 0.4, State())["parse"])
    assert (heard.intent, heard.ranking) == ("nlu_fallback", (("faq/prices", 0.4),))


def test_facts_in_an_unsure_message_are_what_is_acted_on() -> None:
    told = trace("vi er en kommune", "greet", 0.4, State(), facts={"company_form": 250, "color": "red"})
    found = reasons(told)
    assert found.facts == (("company_form", 250),)
    assert found.routing is not None
    assert (found.routing.act, found.routing.done) == ("offer_topics", "take_answer")
    assert found.routing.rule == rule_of("nlu_fallback", "action_offer_topics")


def test_a_short_answer_is_seen_as_one() -> None:
    state = State(goal="connection", question="government_task")
    found = reasons(trace("ja", "greet", 0.9, state))
    assert found.routing is not None
    assert (found.routing.answer.kind, found.routing.answer.value) == ("answer", "yes")
    assert found.routing.done == "take_answer"


def test_stages_come_in_the_order_in_which_a_message_passes_them() -> None:
    assert [stage for stage, _ in reasons(trace("hej", "greet", 0.9, State())).milliseconds] == ["repair", "store"]


@pytest.mark.parametrize("act", ACTS)
def test_every_act_has_a_rule_that_leads_to_it(act: str) -> None:
    for intent in ACTS[act]:
        assert rule_of(intent, f"action_{act}"), intent
    assert rule_of("no_such_intent", f"action_{act}") is None


def test_what_a_turn_changed_and_which_question_was_chosen_over_which() -> None:
    before = State(goal="connection", question="company_form")
    after = State(facts=Facts({"company_form": 250}), goal="connection", question="role")
    found = effects(before, after)
    assert [(each.name, each.before, each.after) for each in found.changes] == [
        ("company_form", None, 250),
        ("open_question", "company_form", "role"),
    ]
    assert "classification" in {each.name for each in found.conclusions}
    assert [each.fact for each in found.options if each.chosen] == ["role"]
    assert len(found.options) > 1
    assert found.options == tuple(sorted(found.options, key=lambda each: -each.settled))


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"company_form": 250},
        {"company_form": 80, "role": "supplier"},
        {"company_form": "unknown", "role": "broker"},
    ],
)
def test_the_question_that_is_asked_is_the_first_of_the_candidates(goal: str, facts: dict[str, Any]) -> None:
    offered = candidates(Facts(facts), goal)
    assert (offered[0].fact if offered else None) == next_question(Facts(facts), goal)


def test_a_candidate_says_what_each_answer_settles() -> None:
    [candidate] = [each for each in candidates(Facts({}), "classification") if each.fact == "company_form"]
    assert candidate.answers == ((230, ("classification",)), ("other", ("classification",)))
    assert candidate.settled == 1.0
