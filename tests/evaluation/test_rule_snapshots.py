"""Snapshots of the rules: kept whole, found again, and taken by themselves once for each version."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.evaluation.rule_diff import diff
from bot.evaluation.rule_snapshots import RunningRules, Snapshots, code_digest
from bot.evaluation.rule_tables import RUNNING, RuleTable, RuleTableError, read_table
from bot.guidance.version import rules_version
from tests import changed_rules
from tests.changed_rules import copy_to, table_with

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "rules")


def test_what_is_kept_comes_back_as_it_was(snapshots: Snapshots) -> None:
    snapshots.keep("før-jul", table_with(), NOON)
    back = snapshots.read("før-jul")
    assert diff(back, table_with()).same
    assert back.version == rules_version()
    [kept] = snapshots.all()
    assert (kept.name, kept.taken, kept.version) == ("før-jul", NOON, rules_version())


def test_the_latest_comes_first_and_strangers_are_passed_over(snapshots: Snapshots, tmp_path: Path) -> None:
    for number, name in enumerate(("a", "c", "b")):
        snapshots.keep(name, table_with(), NOON + timedelta(days=number))
    (tmp_path / "rules" / "junk.json.gz").write_bytes(b"junk")
    assert [each.name for each in snapshots.all()] == ["b", "c", "a"]


def test_a_snapshot_takes_little_room_and_is_for_the_owner_alone(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.keep("a", table_with(), NOON)
    [file] = (tmp_path / "rules").iterdir()
    assert file.stat().st_size < 50_000
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "../ude", "a/b", ".skjult", "a b", "x" * 61, "a\n", "/etc/passwd"])
def test_a_name_cannot_lead_out_of_the_folder(snapshots: Snapshots, name: str) -> None:
    assert not snapshots.has(name)
    with pytest.raises(RuleTableError):
        snapshots.keep(name, table_with(), NOON)
    with pytest.raises(RuleTableError):
        snapshots.read(name)


def test_one_that_is_broken_or_gone_is_refused(snapshots: Snapshots, tmp_path: Path) -> None:
    with pytest.raises(RuleTableError):
        snapshots.read("væk")
    snapshots.keep("a", table_with(), NOON)
    [file] = (tmp_path / "rules").iterdir()
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(RuleTableError):
        snapshots.read("a")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"format": 99}', b'{"format": 1, "axes": {}, "columns": []}'])
def test_a_table_of_another_shape_is_refused(data: bytes) -> None:
    with pytest.raises(RuleTableError):
        read_table(data)


class Worked:
    """Stands in for working a table out, and counts how often it was asked to."""

    def __init__(self, edits: tuple[changed_rules.Edit, ...] = ()) -> None:
        self.edits = edits
        self.times = 0

    def __call__(self, folder: Path, cases: object) -> RuleTable:
        """The table of the changed rules."""
        self.times += 1
        return table_with(self.edits)


def test_the_rules_that_run_are_kept_once(snapshots: Snapshots) -> None:
    worked = Worked()
    RunningRules(snapshots, RUNNING, worked).table([])
    [kept] = snapshots.all()
    assert (kept.name, kept.code) == (f"auto-{rules_version()}", code_digest(RUNNING))
    again = RunningRules(snapshots, RUNNING, worked)
    assert diff(again.table([]), table_with()).same
    assert again.own_names() == {kept.name}
    assert snapshots.all() == [kept]
    assert worked.times == 1


def test_rules_that_ask_otherwise_but_keep_their_number_do_not_push_the_earlier_out(
    snapshots: Snapshots, tmp_path: Path
) -> None:
    snapshots.keep(f"auto-{rules_version()}", table_with(), NOON, "of another code")
    edits = changed_rules.OTHER_QUESTIONS
    found = diff(table_with(), RunningRules(snapshots, copy_to(tmp_path / "code", edits), Worked(edits)).table([]))
    assert found.old == found.new == rules_version()
    assert {name.partition("/")[0] for change in found.changes for name in change.names} == {"question"}
    assert len(snapshots.all()) == 2


def test_code_that_was_only_written_otherwise_takes_the_place_of_the_earlier(
    snapshots: Snapshots, tmp_path: Path
) -> None:
    snapshots.keep(f"auto-{rules_version()}", table_with(), NOON, "of another code")
    folder = copy_to(tmp_path / "code", changed_rules.OTHER_WORDS)
    RunningRules(snapshots, folder, Worked(changed_rules.OTHER_WORDS)).table([])
    [kept] = snapshots.all()
    assert kept.code == code_digest(folder)


def test_a_change_of_the_rules_makes_a_second_snapshot(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.keep(f"auto-{rules_version()}", table_with(), NOON)
    edits = changed_rules.ONE_FORM_MORE
    RunningRules(snapshots, copy_to(tmp_path / "code", edits), Worked(edits)).table([])
    assert len({each.version for each in snapshots.all()}) == 2
