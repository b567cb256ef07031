"""`guide staff`: the commands. What they do is loaded only when one is given: every other command would wait for it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any


class StaffCommandError(Exception):
    """What cannot be done, in one line that says why and how to mend it, and the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def add_parsers(commands: Any, run: Callable[[argparse.Namespace], int]) -> None:
    """Adds `guide staff …` to a parser's commands. `run` carries one out, with `work` in what was parsed."""
    staff = commands.add_parser("staff", help="medarbejdernes konti og log")
    each = staff.add_subparsers(dest="staff_command", required=True, metavar="KOMMANDO")

    def command(name: str, help: str, work: str, *, named: bool = True) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = each.add_parser(name, help=help)
        if named:
            parser.add_argument("name", metavar="NAVN")
        parser.set_defaults(run=run, work=work)
        return parser

    add = command("add", "opretter en konto og spørger om en adgangskode", "add")
    add.add_argument(
        "--role",
        choices=("reader", "editor", "admin"),
        default="reader",
        help="reader, editor eller admin (uden: reader)",
    )
    command("list", "viser alle konti", "list_all", named=False)
    password = command("password", "giver en konto en ny adgangskode og logger den ud alle steder", "password")
    password.add_argument("--without-app", action="store_true", help="slår også kode fra app fra")
    command("remove", "fjerner en konto; det, den har gjort, bliver i loggen", "remove")
    log = each.add_parser("log", help="loggen over, hvad medarbejderne har ændret")
    verify = log.add_subparsers(required=True, metavar="KOMMANDO").add_parser(
        "verify", help="kontrollerer, at ingen har ændret loggen"
    )
    verify.add_argument("hash", nargs="?", metavar="HASH", help="en hash, som I har gemt: er den der stadig?")
    verify.set_defaults(run=run, work="verify_log")


def carry_out(arguments: argparse.Namespace) -> None:
    """Carries out what was parsed. Raises `StaffCommandError`."""
    from bot.staff.by_operator import carry_out

    carry_out(arguments)
