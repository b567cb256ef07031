"""Answers as `POST /api/v1/guidance` and `guide advise` give them: their shape and their Danish, in every state."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

import pytest

from bot.guidance.facts import SERVICES, check_facts
from bot.guidance.goals import GOALS
from bot.guidance.rules import RULES
from tests.guidance import oracle
from tests.guidance.space import SERVICES_SAID, Given, everything_said, given_by, with_services
from tests.words import wording

Json = dict[str, Any]

GROUNDS = {outcome.value for outcome in RULES["grounds"].outcomes}
FREE_TEXT = ("cvr_number", "organisation_name")
#: Words of the rules that must never reach a user; those with an underscore are found by their shape.
ENGLISH = {"unknown", "login", "signing", "supplier", "automatic", "apply", "true", "false", "none", "yes", "null"}


def answer(given: Given, goal: str = "connection") -> Json:
    """The answer as a client reads it: through JSON and back."""
    found: Json = json.loads(json.dumps(wording().guidance(check_facts(given), goal)))
    return found


@lru_cache(maxsize=1)
def all_answers() -> list[tuple[Given, Json]]:
    """An answer for the whole connection in every state, the undecided being *ved ikke*; the services vary along."""
    said = [
        with_services(given_by(state), SERVICES_SAID[n % len(SERVICES_SAID)]) for n, state in enumerate(oracle.states())
    ]
    return [(given, answer(given)) for given in said]


def conclusions() -> Iterator[tuple[Given, str, Json]]:
    for given, found in all_answers():
        for name, conclusion in found["conclusions"].items():
            yield given, name, conclusion


def decided() -> Iterator[tuple[Given, str, Json]]:
    return (each for each in conclusions() if each[2]["value"] is not None)


def assert_none(faults: Iterator[Any]) -> None:
    first = list(islice(faults, 5))
    assert not first, "\n".join(str(each) for each in first)


def sentences(found: Json) -> Iterator[str]:
    """Every sentence or text in an answer that must be whole."""
    for conclusion in found["conclusions"].values():
        yield conclusion["text"]
        yield from conclusion.get("why_not", {}).values()
    yield from (step["text"] for step in found["steps"])
    if found["next_question"]:
        yield found["next_question"]["text"]


def labels(found: Json) -> Iterator[str]:
    yield from (step["title"] for step in found["steps"])
    yield from (link["label"] for step in found["steps"] for link in step["links"])
    yield from (choice["label"] for choice in (found["next_question"] or {"choices": []})["choices"])


@lru_cache(maxsize=1)
def texts() -> tuple[list[str], list[str]]:
    """All different sentences and all different labels that answers can give."""
    whole, short = set[str](), set[str]()
    for _, found in all_answers():
        whole.update(sentences(found))
        short.update(labels(found))
    for said in everything_said()[::53]:
        whole.update(sentences(answer(said.given, "services")))
    questions = [wording().question(fact) for fact in wording().content.questions]
    whole.update(question["text"] for question in questions)
    short.update(choice["label"] for question in questions for choice in question["choices"])
    return sorted(whole), sorted(short)


@pytest.mark.parametrize("goal", GOALS)
def test_an_answer_has_the_fields_of_the_interface_and_no_others(goal: str) -> None:
    for given, whole in all_answers()[::29]:
        found = answer(given, goal)
        assert list(found) == ["goal", "status", "next_question", "conclusions", "steps"]
        assert found["goal"] == goal
        assert tuple(found["conclusions"]) == GOALS[goal]
        assert bool(found["steps"]) == (goal == "connection")
        for name, conclusion in found["conclusions"].items():
            fields = ["value", "text", "because", "rule", "why_not", "source", "checked"]
            if conclusion["value"] is None:
                fields = ["value", "text", "depends_on", "cases"]
            assert list(conclusion) == fields
            assert conclusion["value"] == whole["conclusions"][name]["value"]


def test_status_question_and_conclusions_agree() -> None:
    for said in everything_said()[::7]:
        for goal in GOALS:
            found = answer(said.given, goal)
            is_decided = all(each["value"] is not None for each in found["conclusions"].values())
            assert (found["status"] == "decided") == is_decided
            assert (found["status"] == "needs_facts") == (found["next_question"] is not None)
            assert found["status"] in ("decided", "needs_facts", "depends")
            if found["next_question"]:
                assert found["next_question"]["fact"] not in said.given


@pytest.mark.parametrize("fact", [*oracle.FACTS, "services", *FREE_TEXT])
def test_the_choices_of_a_question_are_values_of_its_fact(fact: str) -> None:
    question = wording().question(fact)
    assert list(question) == ["fact", "text", "choices"]
    assert question["fact"] == fact
    assert all(list(choice) == ["value", "label"] for choice in question["choices"])
    values = [choice["value"] for choice in question["choices"]]
    labels_shown = [choice["label"].casefold() for choice in question["choices"]]
    assert len(set(labels_shown)) == len(labels_shown)
    assert values[-1] == "unknown"
    for value in values:
        check_facts({fact: [value] if fact == "services" and value != "unknown" else value})
    if fact in FREE_TEXT:
        assert question["choices"] == [{"value": "unknown", "label": "Spring over"}]
    elif fact == "services":
        assert values == [*SERVICES, "unknown"]
    elif fact != "company_form":
        assert values == [*oracle.ANSWERS[fact], "unknown"]
    else:
        assert {230, 245, 250, "other"} <= set(values)


def test_every_value_is_the_oracles_in_the_shape_of_the_interface() -> None:
    assert_none(
        (given, name, found["value"], expected)
        for given, name, found in conclusions()
        if found["value"] != (expected := expected_value(given, name))
    )


def expected_value(given: Given, name: str) -> Any:
    state = tuple(None if value == "unknown" and fact != "mitid_erhverv" else value for fact, value in spread(given))
    value = oracle.decided(state, name)
    if name == "available_services":
        named = given.get("services")
        wanted = [each for each in SERVICES if not isinstance(named, list) or not named or each in named]
        if value is None and set(wanted) - set(oracle.OPEN_TO_ALL):
            return None
        return {each: "available" if each in oracle.OPEN_TO_ALL else value for each in wanted}
    return list(value) if isinstance(value, tuple) else value


def spread(given: Given) -> Iterator[tuple[str, str | int | None]]:
    for fact in oracle.FACTS:
        value = given.get(fact)
        assert not isinstance(value, list)
        yield fact, value


def test_the_reasons_are_facts_as_given_and_alone_give_the_same_value() -> None:
    assert_none(fault for given, name, found in decided() for fault in faults_of_reasons(given, name, found))


def faults_of_reasons(given: Given, name: str, found: Json) -> Iterator[Any]:
    if any(list(each) != ["fact", "value"] for each in found["because"]):
        yield given, name, found["because"]
    alone = {each["fact"]: each["value"] for each in found["because"]}
    named = given.get("services")
    in_order = [each for each in SERVICES if isinstance(named, list) and each in named]
    as_given = {**given, "services": in_order}
    if any(as_given[fact] != value for fact, value in alone.items()):
        yield given, name, alone, "not as given"
    if answer(alone)["conclusions"][name]["value"] != found["value"]:
        yield given, name, alone, "not enough"
    if not alone and set(found["value"]) - set(oracle.OPEN_TO_ALL):
        yield given, name, "rests on nothing"


@pytest.mark.parametrize("code", [10, 60, 90, 235, 240, 245, 250, 270, "other"])
def test_the_reason_names_the_company_form_that_was_given(code: int | str) -> None:
    because = answer({"company_form": code}, "classification")["conclusions"]["classification"]["because"]
    assert because == [{"fact": "company_form", "value": code}]


def test_every_decided_conclusion_says_its_rule_its_source_and_when_it_was_checked() -> None:
    page = (wording().content.sources["before_you_start"].page, "https://tu.nemlog-in.dk/tilslutning/")
    for given, name, found in decided():
        assert found["rule"] == (name if isinstance(found["value"], list) else found["rule"])
        assert found["rule"].split(".")[0] == name, given
        assert list(found["source"]) == ["page", "heading", "url"]
        assert (found["source"]["page"], found["source"]["url"]) == page
        assert found["source"]["heading"]
        assert date.fromisoformat(found["checked"]) <= date.today()


def test_why_not_has_a_sentence_for_every_other_value() -> None:
    assert_none((given, name, missing) for given, name, found in decided() if (missing := unexplained(name, found)))


def unexplained(name: str, found: Json) -> set[str]:
    """The values that `why_not` should name and does not, or names and should not."""
    value, named = found["value"], {each for each, text in found["why_not"].items() if text.strip()}
    if name == "available_services":
        return named ^ set(value)
    if name == "grounds":
        return named ^ (GROUNDS - set(value))
    if name == "steps":
        starts = {"start_connection_as_system_provider", "start_connection_as_supplier"}
        return ((starts - set(value)) - named) | (named & set(value))
    return named ^ ({outcome.value for outcome in RULES[name].outcomes} - {value})


def test_cases_tell_every_outcome_and_each_gives_it_when_it_comes_true() -> None:
    assert_none(fault for given, name, found in conclusions() for fault in faults_of_cases(given, name, found))


def faults_of_cases(given: Given, name: str, found: Json) -> Iterator[Any]:
    if found["value"] is not None or any(fact not in given for fact in found["depends_on"]):
        return
    state = tuple(None if value == "unknown" and fact != "mitid_erhverv" else value for fact, value in spread(given))
    if len(found["cases"]) != len(oracle.possible(state)[name]):
        yield given, name, found["cases"], "not every outcome"
    for case in found["cases"]:
        if list(case) != ["if", "value"] or not set(case["if"]) <= set(found["depends_on"]):
            yield given, name, case, "rests on a fact that is not open"
        if answer({**given, **case["if"]})["conclusions"][name]["value"] != case["value"]:
            yield given, name, case, "does not come true"


def test_services_are_never_a_condition_of_anything() -> None:
    assert_none((given, name) for given, name, found in conclusions() if "services" in found.get("depends_on", []))


def test_steps_have_words_and_links() -> None:
    for given, found in all_answers():
        names = [step["id"] for step in found["steps"]]
        assert len(set(names)) == len(names), given
        for step in found["steps"]:
            assert list(step) == ["id", "title", "text", "links", "certain"]
            assert step["certain"] in (True, False)
            assert all(set(link) == {"label", "url"} for link in step["links"])
        value = found["conclusions"]["steps"]["value"]
        if value is not None:
            assert names == value
            assert all(step["certain"] for step in found["steps"])


def test_no_text_shows_a_name_of_the_rules_or_an_unfilled_place() -> None:
    whole, short = texts()
    for text in (*whole, *short):
        words = set(re.findall(r"\w+", text))
        assert not [word for word in words if "_" in word], text
        assert not words & ENGLISH, text
        assert not set("{}[]\n") & set(text), text


def test_texts_are_set_with_care() -> None:
    whole, short = texts()
    for text in (*whole, *short):
        assert text == text.strip(), text
        assert not re.search(r" {2}|\s[.,:;?!]|\.\.|,\.|[.,:;?!][.,:;?!]|,[^\s\d]|[a-zæøå][.?!][A-ZÆØÅ]", text), text


def test_every_sentence_begins_large_and_is_ended() -> None:
    for text in texts()[0]:
        for sentence in re.split(r"(?<=[a-zæøåA-ZÆØÅ0-9»])[.?!] ", text):
            assert sentence[0].isupper() or sentence[0] in "«0123456789", text
        assert text[-1] in ".?", text


def test_a_question_asks() -> None:
    for fact in wording().content.questions:
        assert "?" in wording().question(fact)["text"]


def test_clauses_that_are_listed_keep_their_commas() -> None:
    found = answer({"company_form": "other", "role": "unknown", "government_task": "yes"})["conclusions"]
    assert "afhænger af, hvilken rolle I har" in found["connection_type"]["text"]
    assert ", og om I " in found["connection_type"]["text"]


def test_two_grounds_are_told_in_one_sentence() -> None:
    given: Given = {"company_form": 90, "role": "broker", "government_task": "yes", "public_law_body": "yes"}
    text = answer(given)["conclusions"]["grounds"]["text"]
    assert text == (
        "I kan begrunde ansøgningen med, at I er et offentligretligt organ, og at I er broker for det offentlige."
    )


@pytest.mark.parametrize("name", ["classification", "obligation", "government_task_right", "connection_type"])
def test_every_wording_can_be_met(name: str) -> None:
    words = wording().content.conclusions[name]
    said = " ".join(
        {text for _, each, found in decided() if each == name for text in (found["text"], *found["why_not"].values())}
    )
    written = [*words.notes.values()]
    for value in words.values.values():
        written += [*value.variants.values(), *value.why_not.values()]
    assert [text for text in written if text not in said] == []


def test_a_note_about_a_company_form_follows_the_classification() -> None:
    under_formation = answer({"company_form": 270}, "classification")["conclusions"]["classification"]
    assert under_formation["value"] == "private"
    assert under_formation["text"].endswith(str(wording().content.company_forms[270].note))


@pytest.mark.parametrize("form", [90, 235, 260, 280])
@pytest.mark.parametrize("goal", ["classification", "obligation", "government_task_right", "connection"])
def test_who_is_private_here_and_bound_by_law_is_told_both_and_why_they_agree(form: int, goal: str) -> None:
    given: Given = {
        "company_form": form, "role": "system_provider", "government_task": "yes", "secure_authentication": "yes",
        "public_law_body": "yes", "authority_cannot_create_system": "no", "mitid_erhverv": "yes",
    }  # fmt: skip
    told = " ".join(each["text"] for each in answer(given, goal)["conclusions"].values())
    assert re.search(r"\bprivate\b", told)
    assert "offentligretligt organ" in told
    assert re.search(r"loven?\b", told)
    if goal in ("classification", "obligation", "connection"):
        assert "modsiger ikke hinanden" in told


@pytest.mark.parametrize("form", [90, 235, 260, 280, 80])
def test_private_is_said_to_hold_for_the_set_up_only_before_the_law_is_asked_about(form: int) -> None:
    told = answer({"company_form": form}, "classification")["conclusions"]["classification"]["text"]
    assert "kun NemLog-ins opsætning" in told
    assert "efter loven" in told


def test_a_free_choice_with_a_government_task_warns_that_the_authority_may_be_bound() -> None:
    given: Given = {
        "company_form": 80, "role": "system_provider", "government_task": "yes", "secure_authentication": "yes",
        "public_law_body": "no",
    }  # fmt: skip
    note = wording().content.conclusions["obligation"].notes["authority_may_be_bound"]
    assert note in answer(given, "obligation")["conclusions"]["obligation"]["text"]
    without = answer({**given, "government_task": "no"}, "obligation")["conclusions"]["obligation"]["text"]
    assert note not in without
