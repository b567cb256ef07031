"""The picture of the decision: what it says is what the rules say, and everything is drawn within its frame."""

from __future__ import annotations

import itertools

import pytest

from bot.guidance.evaluation import verdict
from bot.guidance.facts import Facts, check_facts
from bot.guidance.situation import known
from bot.guidance.version import rules_version
from bot.web.drawing import WIDTH, Drawing
from bot.web.picture import Picture, picture_of

MUNICIPALITY = {
    "company_form": 250,
    "role": "system_provider",
    "government_task": "yes",
    "secure_authentication": "yes",
}


def picture(facts: dict[str, object], goal: str = "connection") -> Picture:
    found = picture_of(check_facts(facts), goal)
    assert found is not None
    return found


def test_nothing_is_drawn_where_nothing_led_to_anything() -> None:
    assert picture_of(Facts({}), "services") is None or not picture({}, "services").results[0].settled


def test_an_answer_leads_to_what_rests_on_it() -> None:
    [result] = picture({"company_form": 250}, "classification").results
    assert (result.value, result.settled) == ("Offentlige i NemLog-in", True)
    assert [each.value for each in result.answers] == ["Primærkommune"]
    [other] = result.otherwise
    assert (other.condition, other.outcome) == ("I har en anden virksomhedsform", "Private i NemLog-in")


def test_what_another_answer_would_change_holds_when_it_is_given() -> None:
    shown = next(each for each in picture(MUNICIPALITY).results if each.name == "Pligt til at bruge NemLog-in")
    assert "I kan vælge broker frit" in [each.outcome for each in shown.otherwise]
    assert "systemet ikke løser en myndighedsopgave" in [each.condition for each in shown.otherwise]
    changed = known(check_facts({**MUNICIPALITY, "government_task": "no"}))
    assert verdict("obligation", changed).value == "free_choice"


def test_what_is_not_known_is_open_with_what_follows_in_each_case() -> None:
    shown = picture({**MUNICIPALITY, "government_task": "unknown"}).results
    duty = next(each for each in shown if each.name == "Pligt til at bruge NemLog-in")
    assert (duty.value, duty.settled) == ("Ikke afgjort", False)
    assert [each.settled for each in duty.answers] == [False]
    assert {each.outcome for each in duty.otherwise} == {"I skal bruge NemLog-in", "I kan vælge broker frit"}


SITUATIONS = [
    {"company_form": form, "role": role, "government_task": task, "public_law_body": body, "services": services}
    for form, role, task, body, services in itertools.product(
        (250, 80, "unknown"),
        ("system_provider", "supplier", "multi_tenant_supplier", "broker", "unknown"),
        ("yes", "no", "unknown"),
        ("yes", "unknown"),
        (["login"], ["cpr", "power_of_attorney"], []),
    )
]


@pytest.mark.parametrize("goal", ["connection", "obligation", "services", "government_task_right"])
def test_everything_lies_in_the_frame_and_nothing_covers_anything(goal: str) -> None:
    for facts in SITUATIONS:
        found = picture_of(check_facts(facts), goal)
        if found is not None:
            check(found.drawing)


def check(drawing: Drawing) -> None:
    for box in drawing.boxes:
        assert box.x > 0
        assert box.x + box.width < WIDTH
        assert box.y > 0
        assert box.y + box.height < drawing.height
        assert all(box.y < line.y < box.y + box.height for line in box.lines)
    for one, other in itertools.combinations(drawing.boxes, 2):
        assert one.x != other.x or one.y + one.height < other.y
    ends = [curve.end for curve in drawing.curves]
    assert len(set(ends)) == len(ends)


def test_the_version_of_the_rules_is_the_same_every_time() -> None:
    before = rules_version()
    rules_version.cache_clear()
    assert rules_version() == before
    assert len(before) == 8


def test_another_outcome_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules_version()
    rules_version.cache_clear()
    monkeypatch.setattr("bot.guidance.company_forms.PUBLIC", frozenset({230, 245}))
    assert rules_version() != before
    rules_version.cache_clear()
