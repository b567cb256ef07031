"""The command `guide`. Each command loads only what it needs; no traceback reaches a user."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from bot.evaluation import rules_command

FINE: Final = 0
CHECK_FAILED: Final = 1
BAD_INPUT: Final = 2


class CommandError(Exception):
    """A command that cannot be carried out: one line that says what is wrong and how to mend it, and the exit code."""

    def __init__(self, message: str, code: int = BAD_INPUT) -> None:
        super().__init__(message)
        self.code = code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{self.prog}: kan ikke forstå kommandoen ({message}). Mulighederne står i «guide --help».")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out a command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["rasa"]:
            return _rasa(given[1:])
        parsed = _parser().parse_args(given)
        return int(parsed.run(parsed))
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader has left (`guide advise | head`): nothing more to say, and Python must not complain while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _parser() -> _Parser:
    parser = _Parser(prog="guide", description="Vejleder organisationer om tilslutning til NemLog-in.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="KOMMANDO")
    serve = commands.add_parser("serve", help="hjemmesiden, API'et og samtalen i én proces")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)
    train = commands.add_parser("train", help="træner modellen, hvis noget, den afhænger af, er ændret")
    train.add_argument("--force", action="store_true", help="træn, også når intet er ændret")
    train.add_argument(
        "--candidate", action="store_true", help="tag ikke modellen i brug: den kan vælges på /staff/model"
    )
    train.set_defaults(run=_train)
    commands.add_parser("chat", help="samtalen i en terminal").set_defaults(run=_chat)
    commands.add_parser("parse", help="læser sætninger fra standard input, én pr. linje").set_defaults(run=_parse)
    commands.add_parser("advise", help="reglerne alene: JSON-linjer ind, JSON-linjer ud").set_defaults(run=_advise)
    test = commands.add_parser("test", help="kører dialogerne i tests/dialogues på den trænede model")
    test.add_argument("paths", nargs="*", type=Path, help="filer eller mapper (uden: alle)")
    test.set_defaults(run=_test)
    report = commands.add_parser("report", help="måler, hvor godt sproget forstås, og skriver en rapport")
    report.add_argument("--output", type=Path, default=Path("reports"))
    report.add_argument("--compare", type=Path, help="report.json fra en anden model, som vises ved siden af")
    report.set_defaults(run=_report)
    commands.add_parser("links", help="ser efter, om de sider, guiden viser til, svarer").set_defaults(run=_links)
    _add_staff(commands)
    compare = commands.add_parser("compare", help="holder to modeller op mod hinanden, sætning for sætning")
    compare.add_argument("old", help="den ene models navn uden .tar.gz")
    compare.add_argument("new", help="den andens")
    compare.add_argument("--output", type=Path, default=Path("reports/comparison.json"))
    compare.add_argument("--examples", type=Path, help="JSON-liste med text og intent, der skal læses af begge")
    compare.set_defaults(run=_compare)
    rules_command.add_to(commands)
    commands.add_parser("rasa", help="Rasas egne kommandoer, fx «guide rasa train»")
    return parser


def _add_staff(commands: Any) -> None:
    from bot.staff.commands import add_parsers

    add_parsers(commands, _staff)


def project_folder() -> Path:
    """The project: the folder with config.yml and domain.yml."""
    return Path(os.environ.get("GUIDE_PROJECT_DIR") or Path(__file__).resolve().parents[1])


def models_folder() -> Path:
    """Where trained models lie."""
    return Path(os.environ.get("GUIDE_MODELS_DIR") or Path(__file__).resolve().parents[1] / "models")


def _advise(_: argparse.Namespace) -> int:
    from bot.advise import answers
    from bot.content import ContentError
    from bot.content.library import current

    try:
        content = current()
    except ContentError as error:
        raise CommandError(str(error)) from error
    first_fault = None
    out = sys.stdout.buffer
    for answer, fault in answers(sys.stdin.buffer, content):
        out.write(answer + b"\n")
        out.flush()
        first_fault = first_fault or fault
    if first_fault:
        raise CommandError(first_fault)
    return FINE


def _serve(arguments: argparse.Namespace) -> int:
    from bot.serving import serve

    return serve(arguments.host, arguments.port)


def _train(arguments: argparse.Namespace) -> int:
    from bot.dialogue.training import TrainingError, train

    try:
        train(project_folder(), models_folder(), force=arguments.force, candidate=arguments.candidate)
    except TrainingError as error:
        raise CommandError(str(error), CHECK_FAILED) from error
    return FINE


def _chat(_: argparse.Namespace) -> int:
    from bot.dialogue.models import ModelError
    from bot.terminal import chat

    try:
        return chat(models_folder())
    except ModelError as error:
        raise CommandError(str(error)) from error


def _parse(_: argparse.Namespace) -> int:
    import orjson

    from bot.dialogue.models import ModelError
    from bot.dialogue.parsing import Parser

    try:
        parser = Parser.load(models_folder())
    except ModelError as error:
        raise CommandError(str(error)) from error
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        [read] = parser.parse([line.decode("utf-8", errors="replace").rstrip("\r\n")])
        out.write(orjson.dumps(read) + b"\n")
        out.flush()
    return FINE


def _test(arguments: argparse.Namespace) -> int:
    from bot.dialogue.models import ModelError
    from bot.evaluation.dialogues import DialogueError, run_suite

    folder = project_folder() / "tests" / "dialogues"
    try:
        return run_suite(arguments.paths or [folder], models_folder())
    except (ModelError, DialogueError) as error:
        raise CommandError(str(error)) from error


def _report(arguments: argparse.Namespace) -> int:
    from bot.evaluation.report import ReportError, write_report

    try:
        return write_report(project_folder(), models_folder(), arguments.output, arguments.compare)
    except ReportError as error:
        raise CommandError(str(error)) from error


def _staff(arguments: argparse.Namespace) -> int:
    from bot.staff.commands import StaffCommandError, carry_out

    try:
        carry_out(arguments)
    except StaffCommandError as error:
        raise CommandError(str(error), error.code) from error
    return FINE


def _compare(arguments: argparse.Namespace) -> int:
    import json

    from bot.dialogue.models import ModelError
    from bot.evaluation.datasets import DatasetError
    from bot.evaluation.dialogues import DialogueError
    from bot.evaluation.model_comparison import compare_models, write

    versions = (arguments.old, arguments.new)
    try:
        examples = json.loads(arguments.examples.read_text(encoding="utf-8")) if arguments.examples else []
        found = compare_models(
            project_folder(), models_folder(), versions, examples, lambda line: print(line, flush=True)
        )
        write(found, arguments.output)
    except (ModelError, DatasetError, DialogueError, OSError, ValueError) as error:
        raise CommandError(str(error)) from error
    print(arguments.output)
    return FINE


def _links(_: argparse.Namespace) -> int:
    from bot.content import ContentError
    from bot.links import run_command
    from bot.settings import Settings, SettingsError
    from bot.store import StoreUnavailable

    try:
        settings = Settings.from_environment()
        os.environ["GUIDE_CONTENT_DIR"] = str(settings.content_dir)
        return run_command(settings)
    except (SettingsError, ContentError) as error:
        raise CommandError(str(error)) from error
    except StoreUnavailable as error:
        raise CommandError(
            f"Databasen kan ikke bruges ({error}), så svarene kan ikke gemmes. Se GUIDE_DATABASE_URL."
        ) from error


def _rasa(arguments: Sequence[str]) -> int:
    from bot.dialogue import rasa_command

    return int(rasa_command.run_rasa(list(arguments), project_folder()))
