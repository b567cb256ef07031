"""The command `guide rules`: what a change of the rules does, and snapshots to hold later rules against."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.evaluation.rule_snapshots import Snapshots
    from bot.evaluation.rule_tables import Json, RuleTable


def add_to(commands: Any) -> None:
    """Adds the command to those of `guide`."""
    rules = commands.add_parser("rules", help="sammenligner reglerne med en anden udgave af dem")
    verbs = rules.add_subparsers(dest="verb", required=True, metavar="HVAD")
    diff = verbs.add_parser("diff", help="hvilke kombinationer af svar får et andet udfald end i en anden udgave")
    diff.add_argument(
        "old", metavar="FØR", help="en mappe med en anden udgave, et øjebliksbillede eller en udgave i git"
    )
    diff.add_argument("--json", action="store_true", help="til programmer")
    diff.set_defaults(run=_diff)
    snapshot = verbs.add_parser("snapshot", help="gemmer, hvad reglerne siger nu")
    snapshot.add_argument("name", metavar="NAVN")
    snapshot.set_defaults(run=_snapshot)
    verbs.add_parser("list", help="øjebliksbillederne").set_defaults(run=_list)


def _diff(arguments: argparse.Namespace) -> int:
    """0: nothing differs, 1: something does."""
    import orjson

    from bot.cli import CHECK_FAILED, FINE, CommandError, project_folder
    from bot.content import ContentError
    from bot.content.library import current
    from bot.evaluation.rule_diff import diff
    from bot.evaluation.rule_tables import RuleTableError, saved_cases
    from bot.evaluation.rule_words import as_json, as_text, worded

    try:
        old, new = _tables(arguments.old, saved_cases(project_folder()))
        found = diff(old, new)
        if arguments.json:
            sys.stdout.buffer.write(orjson.dumps(as_json(found), option=orjson.OPT_INDENT_2) + b"\n")
        else:
            print(as_text(worded(found, current())))
    except (RuleTableError, ContentError) as error:
        raise CommandError(str(error)) from error
    return FINE if found.same else CHECK_FAILED


def _tables(old: str, cases: list[Json]) -> tuple[RuleTable, RuleTable]:
    """What `old` names: a folder before a snapshot, a snapshot before a git revision."""
    from pathlib import Path

    from bot.evaluation.rule_tables import RUNNING, table_of_folder, tables_of

    snapshots = _snapshots()
    if not Path(old).is_dir() and snapshots.has(old):
        return snapshots.read(old), table_of_folder(RUNNING, cases)
    return tables_of(old, RUNNING, cases)


def _snapshots() -> Snapshots:
    from bot.cli import CommandError
    from bot.evaluation.rule_snapshots import Snapshots
    from bot.settings import Settings, SettingsError

    try:
        return Snapshots(Settings.from_environment().data_dir / "rules")
    except SettingsError as error:
        raise CommandError(str(error)) from error


def _snapshot(arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from bot.cli import FINE, CommandError, project_folder
    from bot.evaluation.rule_snapshots import code_digest
    from bot.evaluation.rule_tables import RUNNING, RuleTableError, saved_cases, table_of_folder

    snapshots = _snapshots()
    try:
        if snapshots.has(arguments.name):
            raise CommandError(
                f"Der er allerede et øjebliksbillede, der hedder «{arguments.name}». Vælg et andet navn."
            )
        snapshots.check_name(arguments.name)
        table = table_of_folder(RUNNING, saved_cases(project_folder()))
        kept = snapshots.keep(arguments.name, table, datetime.now(UTC), code_digest(RUNNING))
    except RuleTableError as error:
        raise CommandError(str(error)) from error
    print(f"Gemt som «{kept.name}»: reglerne {kept.version}.")
    return FINE


def _list(_: argparse.Namespace) -> int:
    from bot.cli import FINE

    for each in _snapshots().all():
        print(f"{each.taken:%Y-%m-%d %H:%M}  {each.version or '–':8}  {each.name}")
    return FINE
