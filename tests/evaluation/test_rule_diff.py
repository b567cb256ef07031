"""What a change of the rules does: exactly the combinations that change are named, held against trying them one by one."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.cli import BAD_INPUT, CHECK_FAILED, FINE, main
from bot.content.library import current
from bot.evaluation.rule_diff import Change, RuleDiff, diff
from bot.evaluation.rule_snapshots import Snapshots
from bot.evaluation.rule_tables import (
    RUNNING,
    RuleTableError,
    resolve,
    saved_cases,
    table_of_folder,
    table_of_revision,
    tags,
)
from bot.evaluation.rule_words import as_json, as_text, worded
from bot.guidance.facts import check_facts
from bot.guidance.version import rules_version
from tests import changed_rules
from tests.changed_rules import copy_to, table_with
from tests.guidance import oracle

Combination = tuple[str | int | None, ...]


@pytest.fixture(scope="module")
def stricter() -> RuleDiff:
    """From rules in which the duty asks for no secure authentication to those that run."""
    return diff(table_with(changed_rules.NO_SECURE_AUTHENTICATION), table_with())


@pytest.fixture(scope="module")
def one_form_more() -> RuleDiff:
    """From the rules that run to those in which another company form is public."""
    return diff(table_with(), table_with(changed_rules.ONE_FORM_MORE))


def everything(found: RuleDiff) -> Iterator[Combination]:
    """Every combination that was compared, by the first value of each class."""
    return product(*([values[0] for values in axis.classes] for axis in found.axes))


def named(found: RuleDiff, changes: list[Change]) -> set[Combination]:
    """The combinations that these changes name."""
    return {
        combination
        for change in changes
        for part in change.parts
        for combination in product(
            *(
                [axis.classes[place][0] for place in chosen]
                for axis, chosen in zip(found.axes, part.chosen, strict=True)
            )
        )
    }


def of(found: RuleDiff, column: str, kind: str = "outcome", **wanted: Any) -> list[Change]:
    """The changes of a column."""
    return [
        change
        for change in found.changes
        if column in change.names
        and change.kind == kind
        and all(getattr(change, name) == value for name, value in wanted.items())
    ]


# Against trying one by one ------------------------------------------------------------------------------------------


def settled(combination: Combination) -> oracle.State:
    """A combination as the oracle takes it: *ved ikke* and not asked are one, but for MitID Erhverv."""
    *others, mitid_erhverv = combination
    return (*(None if value == "unknown" else value for value in others), mitid_erhverv)


def duty(situation: oracle.State, *, asks_for_security: bool) -> str:
    """The duty as it is and as it was, written once more."""
    form, role, task, secure, law_body, _, _ = situation
    if role != "system_provider":
        return "lies_with_provider"
    bound = form == 230 or law_body == "yes"
    return (
        "must_use_nemlogin" if bound and task == "yes" and (secure == "yes" or not asks_for_security) else "free_choice"
    )


def by_trying(combination: Combination, rule: Callable[[oracle.State], str]) -> tuple[str | None, frozenset[str]]:
    """The one value that is left, or None; and the facts of which a change alone can change it."""
    state = settled(combination)
    values = {rule(each) for each in oracle.completions(state)}
    if len(values) == 1:
        return values.pop(), frozenset()
    depends = set()
    for number in oracle.undecided(state):
        for each in oracle.completions(state):
            alone = {rule(oracle.put(each, number, answer)) for answer in oracle.ANSWERS[oracle.FACTS[number]]}
            if len(alone) > 1:
                depends.add(oracle.FACTS[number])
                break
    return None, frozenset(depends)


def test_just_the_combinations_are_named_in_which_the_duty_comes_out_otherwise(stricter: RuleDiff) -> None:
    expected: dict[tuple[str | None, str | None], set[Combination]] = {}
    depending: dict[tuple[str, bool], set[Combination]] = {}
    for combination in everything(stricter):
        was, hung_on = by_trying(combination, lambda each: duty(each, asks_for_security=False))
        becomes, hangs_on = by_trying(combination, lambda each: duty(each, asks_for_security=True))
        if was != becomes:
            expected.setdefault((was, becomes), set()).add(combination)
        elif hung_on != hangs_on:
            for fact in hung_on ^ hangs_on:
                depending.setdefault((fact, fact in hangs_on), set()).add(combination)
    found = {
        (change.before.get("value"), change.after.get("value")): named(stricter, [change])
        for change in of(stricter, "obligation")
    }
    assert found == expected
    facts = {
        (change.entry, change.after): named(stricter, [change]) for change in of(stricter, "obligation", "depends_on")
    }
    assert facts == depending


def test_the_counts_are_those_of_the_combinations_named(stricter: RuleDiff) -> None:
    for change in stricter.changes:
        assert len(named(stricter, [change])) == change.count
    assert len(named(stricter, list(stricter.changes))) == stricter.changed


def test_conclusions_that_do_not_rest_on_the_rule_are_not_named(stricter: RuleDiff) -> None:
    columns = {name for change in stricter.changes for name in change.names}
    assert columns == {"obligation", "steps", "question/obligation", "question/connection"}


def test_a_list_changes_entry_by_entry(stricter: RuleDiff) -> None:
    assert {change.entry for change in of(stricter, "steps", "entry")} == {"consider_other_brokers"}
    [added] = of(stricter, "steps", "entry", before="out", after="in")
    [freed] = of(stricter, "obligation", before={"value": "must_use_nemlogin"}, after={"value": "free_choice"})
    assert named(stricter, [added]) == named(stricter, [freed])
    assert freed.complete == 18


def test_a_change_is_described_by_the_facts_that_matter(stricter: RuleDiff) -> None:
    [freed] = of(stricter, "obligation", before={"value": "must_use_nemlogin"}, after={"value": "free_choice"})
    told = as_json(stricter)["changes"][stricter.changes.index(freed)]
    plain = {"role": ["system_provider"], "government_task": ["yes"], "secure_authentication": ["no"]}
    assert [part["facts"] for part in told["parts"]] == [
        {**plain, "public_law_body": ["yes"]},
        {"company_form": [230, 245, 250], **plain},
    ] or [part["facts"] for part in told["parts"]] == [
        {"company_form": [230, 245, 250], **plain},
        {**plain, "public_law_body": ["yes"]},
    ]


def test_the_saved_cases_that_come_out_otherwise_are_named(stricter: RuleDiff) -> None:
    """Each case is judged by the duty as it is written above."""
    expected = set()
    for case in saved_cases(RUNNING):
        facts = dict(check_facts(case["facts"]))
        form = facts.get("company_form")
        if form is not None:
            facts["company_form"] = (
                230 if form in (230, 245, 250) else "unknown" if form in ("unknown", 990) else "other"
            )
        combination = tuple(facts.get(fact) for fact in oracle.FACTS)
        was = by_trying(combination, lambda each: duty(each, asks_for_security=False))  # type: ignore[arg-type]
        becomes = by_trying(combination, lambda each: duty(each, asks_for_security=True))  # type: ignore[arg-type]
        if was != becomes and case["goal"] in ("obligation", "connection"):
            expected.add((case["subject"], case["name"]))
    found = {(case.subject, case.name) for case in stricter.case_changes if "obligation" in case.changed}
    assert found == expected
    assert expected
    assert stricter.cases == len(saved_cases(RUNNING))


# Other changes ------------------------------------------------------------------------------------------------------


def test_only_the_company_form_that_moved_is_named(one_form_more: RuleDiff) -> None:
    assert one_form_more.changed > 0
    for change in one_form_more.changes:
        for part in change.parts:
            assert [one_form_more.axes[0].classes[place] for place in part.chosen[0]] == [(235,)]
    [moved] = of(one_form_more, "classification")
    assert (moved.before, moved.after) == ({"value": "private"}, {"value": "public"})
    # Every other fact, whatever is said of it, and nothing else.
    assert moved.count == one_form_more.combinations / len(one_form_more.axes[0].classes)


def test_a_rule_in_other_words_is_no_change() -> None:
    found = diff(table_with(changed_rules.OTHER_WORDS), table_with())
    assert found.same
    assert found.changed == found.changed_complete == 0
    assert "Intet er ændret." in as_text(worded(found, current()))


def test_a_change_of_one_service_is_named_for_that_one_alone() -> None:
    found = diff(table_with(), table_with(changed_rules.SERVICE_AND_ORDER))
    changed = {name for change in found.changes for name in change.names if name.startswith("service/")}
    assert changed == {"service/sso"}
    assert of(found, "service/sso", before={"value": "not_available"}, after={"value": "available"})


def test_services_that_change_alike_are_named_together(one_form_more: RuleDiff) -> None:
    for change in one_form_more.changes:
        if change.names[0].startswith("service/"):
            assert change.names == (
                "service/cpr",
                "service/sso",
                "service/rights_management",
                "service/power_of_attorney",
            )


def test_another_order_of_the_steps_is_a_change() -> None:
    found = diff(table_with(), table_with(changed_rules.SERVICE_AND_ORDER))
    moved = of(found, "steps")
    assert moved
    assert not of(found, "steps", "entry")
    for change in moved:
        assert sorted(change.before["value"]) == sorted(change.after["value"])


def test_an_answer_that_one_version_does_not_have_is_named_as_missing() -> None:
    found = diff(table_with(), table_with(changed_rules.NO_BROKERS))
    gone = [change for change in of(found, "classification") if change.after == {"absent": True}]
    place = next(number for number, axis in enumerate(found.axes) if axis.fact == "role")
    assert {combination[place] for combination in named(found, gone)} == {"broker"}


# In words -----------------------------------------------------------------------------------------------------------


def test_in_words_a_change_says_from_what_to_what_where_and_how_often(stricter: RuleDiff) -> None:
    text = as_text(worded(stricter, current()))
    assert "Pligt til at bruge NemLog-in: «I skal bruge NemLog-in» → «I kan vælge broker frit»" in text
    assert "18, hvor alt er oplyst" in text
    assert "Sikker autentifikation: Nej; Offentligretligt organ: Ja (64)" in text
    assert "Sådan gør I: «Overvej andre brokere»: ikke med → med" in text
    assert "GEMTE TILFÆLDE" in text


def test_a_moved_form_is_called_by_its_name(one_form_more: RuleDiff) -> None:
    assert "Virksomhedsform: Selvstændig offentlig virksomhed (235)" in as_text(worded(one_form_more, current()))


# Where the other version comes from ---------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_a_version_is_read_from_git_as_it_was(tmp_path: Path) -> None:
    copy_to(tmp_path, changed_rules.ONE_FORM_MORE)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "before")
    git(tmp_path, "tag", "v1")
    file = tmp_path / "bot/guidance/company_forms.py"
    file.write_text(file.read_text().replace("{230, 235, 245, 250}", "{230, 245, 250}"))
    git(tmp_path, "commit", "-q", "-a", "-m", "after")
    assert tags(tmp_path) == ["v1"]
    assert resolve(tmp_path, "v1") != resolve(tmp_path, "HEAD")
    assert table_of_revision(tmp_path, "v1", []).version == table_with(changed_rules.ONE_FORM_MORE).version


@pytest.mark.parametrize("revision", ["no-such-revision", "--upload-pack=touch x", ""])
def test_what_is_no_revision_is_refused(tmp_path: Path, revision: str) -> None:
    git(tmp_path, "init", "-q")
    with pytest.raises(RuleTableError):
        table_of_revision(tmp_path, revision, [])


def test_rules_that_cannot_be_loaded_are_refused_with_their_fault(tmp_path: Path) -> None:
    broken = copy_to(tmp_path, (("situation.py", "DOMAINS: Final", "DOMAIN: Final"),))
    with pytest.raises(RuleTableError, match="DOMAINS"):
        table_of_folder(broken, [])


def test_nothing_is_written_beside_the_other_version(tmp_path: Path) -> None:
    copy_to(tmp_path, (("situation.py", "DOMAINS: Final", "DOMAIN: Final"),))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RuleTableError):
        table_of_folder(tmp_path, [])
    assert sorted(tmp_path.rglob("*")) == before


# The command --------------------------------------------------------------------------------------------------------


def test_the_command_says_what_differs_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_DATA_DIR", str(tmp_path / "data"))
    folder = copy_to(tmp_path / "old", changed_rules.ONE_FORM_MORE)
    assert main(["rules", "diff", str(folder), "--json"]) == CHECK_FAILED
    told = json.loads(capfd.readouterr().out)
    assert told == as_json(diff(table_with(changed_rules.ONE_FORM_MORE), table_with()))


def test_the_command_takes_a_snapshot_for_an_earlier_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_DATA_DIR", str(tmp_path))
    Snapshots(tmp_path / "rules").keep(
        "samme", table_with(changed_rules.OTHER_WORDS), datetime(2026, 11, 12, tzinfo=UTC)
    )
    assert main(["rules", "diff", "samme"]) == FINE
    assert "Intet er ændret." in capfd.readouterr().out


def test_the_command_takes_a_snapshot_of_the_rules_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_DATA_DIR", str(tmp_path))
    assert main(["rules", "snapshot", "nu"]) == FINE
    assert main(["rules", "snapshot", "nu"]) == BAD_INPUT
    capfd.readouterr()
    assert main(["rules", "list"]) == FINE
    assert f"{rules_version()}  nu" in capfd.readouterr().out
    assert diff(Snapshots(tmp_path / "rules").read("nu"), table_with()).same


@pytest.mark.parametrize(
    "arguments", [["diff", "/no/such/folder"], ["diff"], ["snapshot", "../ude"], ["snapshot", ""], []]
)
def test_bad_input_is_said_in_one_line(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_DATA_DIR", str(tmp_path))
    assert main(["rules", *arguments]) == BAD_INPUT
    assert len(capsys.readouterr().err.splitlines()) == 1
