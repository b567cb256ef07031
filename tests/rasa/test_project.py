"""Rasa's files and the code say the same: acts, intents, facts, actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import turn
from bot.dialogue import components, models
from bot.dialogue.endpoint import InProcessActions
from bot.guidance.facts import NAMES
from bot.turn.intents import INTENTS
from bot.turn.payloads import OPTIONS

PROJECT = Path(__file__).resolve().parents[2]


#: Answers that a button leads to, for which nobody's words are read.
ONLY_BY_BUTTON = {"faq/privacy"}


def load(name: str) -> Any:
    return yaml.safe_load((PROJECT / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    content: dict[str, Any] = load("domain.yml")
    return content


def test_each_intent_leads_to_its_act() -> None:
    rules = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in load("data/rules/talk.yml")["rules"]}
    assert rules == {intent: f"action_{act}" for act, intents in turn.ACTS.items() for intent in intents}


def test_the_domain_has_the_intents_of_the_talk(domain: dict[str, Any]) -> None:
    named = {name for intent in domain["intents"] for name in intent}
    assert named == {intent.partition("/")[0] for intent in INTENTS} - {"nlu_fallback"}


def test_no_entity_decides_which_rule_applies(domain: dict[str, Any]) -> None:
    assert all(settings == {"use_entities": []} for intent in domain["intents"] for settings in intent.values())


def test_every_intent_has_examples_and_no_example_has_another() -> None:
    given = {each["intent"] for file in (PROJECT / "data" / "nlu").glob("*.yml") for each in load(f"{file}")["nlu"]}
    assert given == INTENTS - {"nlu_fallback"} - ONLY_BY_BUTTON


def test_the_slots_are_the_state_of_a_talk(domain: dict[str, Any]) -> None:
    assert set(domain["slots"]) == set(turn.State().as_slots())
    assert all(slot["influence_conversation"] is False for slot in domain["slots"].values())


def test_the_entities_are_the_facts_and_what_buttons_carry(domain: dict[str, Any]) -> None:
    assert set(domain["entities"]) == {*NAMES, *OPTIONS, "topic"}


def test_there_is_an_action_for_each_act_and_no_other(domain: dict[str, Any]) -> None:
    wanted = {f"action_{act}" for act in turn.ACTS}
    assert set(domain["actions"]) == wanted
    assert InProcessActions("actions").actions == wanted


def test_the_pipeline_is_made_of_our_components() -> None:
    config = load("config.yml")
    named = [each["name"].rpartition(".")[2] for each in config["pipeline"]]
    assert named == ["ButtonReader", "SpellingRepair", "IntentReader", "FactReader"]
    assert {each["name"] for each in config["pipeline"]} <= models.ALLOWED_CLASSES
    assert all(hasattr(components, name) for name in named)


def test_a_lost_prediction_ends_the_turn_instead_of_looping() -> None:
    [policy] = load("config.yml")["policies"]
    assert policy["core_fallback_action_name"] == "action_default_fallback"
