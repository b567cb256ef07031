"""Regler: each rule with its source, what would hold if, and what has changed since an earlier version."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content.library import current
from bot.evaluation.rule_snapshots import Snapshots, code_digest
from bot.evaluation.rule_tables import RUNNING
from bot.guidance.rules import RULES
from bot.guidance.version import rules_version
from bot.staff import rules
from bot.staff.access import Role
from bot.staff.rule_views import choices, rule_views, what_if
from bot.staff.rules import RuleHistory
from tests import changed_rules
from tests.changed_rules import table_with
from tests.guidance import oracle
from tests.staff.site import Bench, Browser

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
NOTHING = dict.fromkeys(oracle.FACTS, "")


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """A folder with the snapshot of the rules that run, and one of earlier ones."""
    found = Snapshots(tmp_path / "rules")
    found.keep("auto-nu", table_with(), NOON, code_digest(RUNNING))
    found.keep("foer", table_with(changed_rules.NO_SECURE_AUTHENTICATION), NOON)
    return found


@pytest.fixture
def history(snapshots: Snapshots, tmp_path: Path) -> RuleHistory:
    return RuleHistory(tmp_path / "rules", RUNNING)


async def someone(bench: Bench, history: RuleHistory, role: Role = Role.READER) -> Browser:
    """A browser of an account with this role."""
    return await bench.logged_in("Ida", role, rules.routes(bench.desk, history))


# The rules ----------------------------------------------------------------------------------------------------------


async def test_every_rule_stands_there_with_its_outcomes_requirements_and_source(
    bench: Bench, history: RuleHistory
) -> None:
    page = html.unescape((await (await someone(bench, history)).get("/regler")).text)
    content = current()
    for name, rule in RULES.items():
        assert content.conclusions[name].name in page
        for outcome in rule.outcomes:
            assert f"<code>{name}.{outcome.value}</code>" in page
            assert content.conclusions[name].values[outcome.value].label in page
            for requirement in outcome.requirements:
                assert f"<code>{requirement.name}</code>" in page
    for source in content.sources.values():
        assert f'href="{content.links[source.link].url}"' in page
        assert f"«{source.heading}»" in page
        assert f'datetime="{source.checked.isoformat()}"' in page
    assert rules_version() in page


def test_an_outcome_with_a_source_of_its_own_shows_that_one() -> None:
    [connection] = [each for each in rule_views(current()) if each.id == "connection_type"]
    headings = {outcome.id: outcome.source.heading for outcome in connection.outcomes}
    assert headings["it_supplier"] == "Tilslutning som it-leverandør"
    assert headings["it_system_provider"] == "Tilslutning som it-systemudbyder"


def test_a_rule_names_the_facts_that_it_depends_on() -> None:
    facts = {each.id: each.facts for each in rule_views(current())}
    assert facts["price_list"] == ("Virksomhedsform",)
    assert "Sikker autentifikation" in facts["obligation"]


# What if ------------------------------------------------------------------------------------------------------------


def test_all_outcomes_of_one_fact_stand_side_by_side() -> None:
    given = {**NOTHING, "company_form": "230", "role": "system_provider", "government_task": "yes"}
    found = what_if(given, ["secure_authentication"], current())
    place = found.columns.index("Pligt til at bruge NemLog-in")
    assert [(row.values, row.outcomes[place]) for row in found.rows] == [
        (("ikke spurgt",), "uafklaret (afhænger af «Sikker autentifikation»)"),
        (("ved ikke",), "uafklaret (afhænger af «Sikker autentifikation»)"),
        (("Ja",), "I skal bruge NemLog-in"),
        (("Nej",), "I kan vælge broker frit"),
    ]
    assert ("Prisliste", "Prislisten for offentlige") in found.same
    assert {*found.columns} | {name for name, _ in found.same} == {current().conclusions[name].name for name in RULES}


def test_two_facts_give_a_row_for_each_of_their_combinations() -> None:
    """Held against the rules as they are written for the tests."""
    given = {**NOTHING, **dict.fromkeys(oracle.FACTS, "no"), "company_form": "other"}
    found = what_if(given, ["role", "government_task"], current())
    offered, words = choices(current()), current().conclusions["connection_type"].values
    assert len(found.rows) == len(offered["role"]) * len(offered["government_task"])
    labels = {(fact, each.label): each.value for fact in ("role", "government_task") for each in offered[fact]}
    place = found.columns.index("Tilslutningstype")
    for row in found.rows:
        role, task = labels["role", row.values[0]], labels["government_task", row.values[1]]
        situation = ("other", role, task, "no", "no", "no", "no")
        if "" in situation or "unknown" in situation:
            continue
        assert row.outcomes[place] == words[str(oracle.conclude(situation)["connection_type"])].label


async def test_the_page_keeps_what_was_chosen(bench: Bench, history: RuleHistory) -> None:
    browser = await someone(bench, history)
    page = (await browser.get("/regler/hvis?company_form=other&role=broker&over=government_task")).text
    chosen = re.findall(r'<option value="([^"]*)" selected>', page)
    assert chosen == ["other", "broker", "", "", "", "", "", "government_task"]
    assert page.count("<tr>") == 1 + 4


@pytest.mark.parametrize("query", ["role=kejser", "over=cvr_number", "company_form=9999", "og=<script>"])
async def test_what_is_not_offered_is_refused(bench: Bench, history: RuleHistory, query: str) -> None:
    assert (await (await someone(bench, history)).get(f"/regler/hvis?{query}")).status_code == 422


# What has changed ---------------------------------------------------------------------------------------------------


async def test_the_page_names_exactly_the_combinations_that_changed(bench: Bench, history: RuleHistory) -> None:
    browser = await someone(bench, history)
    page = html.unescape((await browser.get("/regler/sammenlign?foer=billede:foer")).text)
    told = "<strong>Pligt til at bruge NemLog-in:</strong> «I skal bruge NemLog-in» → «I kan vælge broker frit»"
    first = page[page.index(told) :].partition("Fx ")[0]
    parts = re.findall(r"<li>(.*?)</li>", first)
    assert sorted(parts) == [
        "Jeres rolle: Vi udbyder systemet selv; Myndighedsopgave: Ja; Sikker autentifikation: Nej; Offentligretligt organ: Ja (64)",
        "Virksomhedsform: Statslig administrativ enhed (230) eller Region (245) eller Primærkommune (250); Jeres rolle: "
        "Vi udbyder systemet selv; Myndighedsopgave: Ja; Sikker autentifikation: Nej (64)",
    ]
    assert "18, hvor alt er oplyst" in first
    assert "Gemte tilfælde" in page
    assert "Klassifikation" not in page


async def test_the_rules_that_run_are_not_offered_as_earlier_ones(bench: Bench, history: RuleHistory) -> None:
    page = (await (await someone(bench, history)).get("/regler/sammenlign")).text
    offered = re.findall(r'<option value="(billede:[^"]+)"', page)
    assert offered == ["billede:foer"]


@pytest.mark.parametrize(
    "asked", ["billede:../../etc/passwd", "billede:auto-nu", "tag:HEAD", "/tmp", "tag:--output=x", ""]
)
async def test_only_what_is_offered_can_be_compared_with(bench: Bench, history: RuleHistory, asked: str) -> None:
    answer = await (await someone(bench, history)).get(f"/regler/sammenlign?foer={asked}")
    assert answer.status_code == 200
    assert 'id="fundet"' not in answer.text


async def test_a_snapshot_that_broke_meanwhile_is_said_to(bench: Bench, history: RuleHistory, tmp_path: Path) -> None:
    file = tmp_path / "rules" / "foer.json.gz"
    file.write_bytes(file.read_bytes()[:-100])
    answer = await (await someone(bench, history)).get("/regler/sammenlign?foer=billede:foer")
    assert answer.status_code == 422
    assert "kan ikke læses" in answer.text


async def test_an_editor_keeps_a_snapshot_and_the_log_says_so(
    bench: Bench, history: RuleHistory, snapshots: Snapshots
) -> None:
    editor = await someone(bench, history, Role.EDITOR)
    assert (await editor.post("/regler/billede", navn="nu")).headers["location"] == "/staff/regler/sammenlign?gemt=ja"
    assert snapshots.read("nu").version == rules_version()
    assert ("Ida", "øjebliksbillede gemt", "nu") in await bench.actions()


@pytest.mark.parametrize(
    ("name", "said"), [("foer", "Vælg et andet navn"), ("../x", "kan ikke være navn"), ("", "kan ikke")]
)
async def test_a_name_that_cannot_be_used_is_given_back(
    bench: Bench, history: RuleHistory, snapshots: Snapshots, name: str, said: str
) -> None:
    editor = await someone(bench, history, Role.EDITOR)
    before = snapshots.all()
    answer = await editor.post("/regler/billede", navn=name)
    assert answer.status_code == 422
    assert said in answer.text
    assert snapshots.all() == before


async def test_a_reader_can_look_but_keep_nothing(bench: Bench, history: RuleHistory, snapshots: Snapshots) -> None:
    reader = await someone(bench, history)
    assert "billede" not in re.findall(r'action="([^"]+)"', (await reader.get("/regler/sammenlign")).text)
    before = snapshots.all()
    assert (await reader.post("/regler/billede", navn="nu")).status_code == 403
    assert snapshots.all() == before
