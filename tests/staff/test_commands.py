"""`guide staff`: the first account, and the way in for when nobody else can help."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import select
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.cli import main
from bot.staff.access import Role
from tests.staff.site import PASSWORD, Bench
from tests.talking import sqlite_url

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@dataclass(frozen=True)
class Done:
    """What a command did: its exit code, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


Staff = Callable[..., Done]


@pytest.fixture
def staff(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Staff:
    """Carries out `guide staff …`, with a line for its standard input."""
    monkeypatch.setenv("GUIDE_DATA_DIR", str(folder))
    monkeypatch.chdir(folder)

    def carry_out(*arguments: str, given: str = f"{PASSWORD}\n") -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        code = main(["staff", *arguments])
        return Done(code, *capsys.readouterr())

    return carry_out


def assert_refused(done: Done, piece: str, code: int = 2) -> None:
    """One line that says what is wrong."""
    assert done.returncode == code, done
    assert piece in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_first_account_is_an_admin(staff: Staff) -> None:
    assert_refused(staff("add", "Bo"), "--role admin")
    assert staff("list").stdout == ""
    assert staff("add", "Bo", "--role", "admin").returncode == 0
    assert staff("add", "Eva").returncode == 0
    assert staff("list").stdout == "Bo\tadmin\tåben\t-\nEva\treader\tåben\t-\n"


def test_what_cannot_be_is_told_in_one_line(staff: Staff) -> None:
    assert_refused(staff("add", "Bo", "--role", "admin", given="kort\n"), "12 tegn")
    assert_refused(staff("add", "Bo", "--role", "admin", given=""), "12 tegn")
    assert_refused(staff("add", "<b>", "--role", "admin"), "bogstaver")
    staff("add", "Bo", "--role", "admin")
    assert_refused(staff("add", "bo"), "allerede")
    assert_refused(staff("password", "Ingen"), "Ingen")
    assert_refused(staff("remove", "Bo"), "mindst én administrator")
    assert_refused(staff("add", "Eva", "--role", "boss"), "guide --help")


def test_a_new_password_from_the_command_line_opens(staff: Staff, folder: Path) -> None:
    staff("add", "Bo", "--role", "admin")
    assert staff("password", "Bo", "--without-app", given="en anden og lang kode\n").returncode == 0

    async def look() -> None:
        bench = Bench(folder)
        assert (await bench.access.log_in("Bo", "en anden og lang kode", "192.0.2.1")).account.role == Role.ADMIN
        assert [action for _, action, _ in await bench.actions()] == ["Oprettede konto", "Gav ny adgangskode"]
        await bench.close()

    asyncio.run(look())


def test_a_removed_account_is_gone_and_the_log_remembers(staff: Staff) -> None:
    staff("add", "Bo", "--role", "admin")
    staff("add", "Eva")
    assert staff("remove", "eva").returncode == 0
    assert "Eva" not in staff("list").stdout
    assert "3 linjer" in staff("log", "verify").stdout


def test_an_altered_log_is_found(staff: Staff, folder: Path) -> None:
    staff("add", "Bo", "--role", "admin")
    whole = staff("log", "verify")
    assert whole.returncode == 0
    noted = whole.stdout.split()[-1]
    assert staff("log", "verify", noted).returncode == 0
    assert_refused(staff("log", "verify", "f" * 64), "ikke mere", 1)
    engine = create_engine(sqlite_url(folder))
    with engine.begin() as connection:
        connection.execute(text("UPDATE staff_audit SET who = 'En anden'"))
    engine.dispose()
    assert_refused(staff("log", "verify"), "linje 1", 1)


def until_asked(terminal: int) -> bytes:
    """What is shown until something is asked for. An `OSError` when it ends instead."""
    shown = b""
    while not shown.rstrip().endswith(b":"):
        assert select.select([terminal], [], [], 60)[0], shown
        shown += os.read(terminal, 1000)
    return shown


def test_at_a_terminal_the_password_is_asked_for_twice_and_not_shown(folder: Path) -> None:
    def at_terminal(*typed: str) -> tuple[int, str]:
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(folder)
            os.environ.update(GUIDE_DATA_DIR=str(folder), PYTHONPATH=str(PROJECT))
            os.execv(sys.executable, [sys.executable, "-m", "bot", "staff", "add", "Bo", "--role", "admin"])
        shown = b""
        for each in typed:
            shown += until_asked(terminal)
            os.write(terminal, f"{each}\n".encode())
            shown += b"\n"
        try:
            while piece := os.read(terminal, 1000):
                shown += piece
        except OSError:
            pass  # The other end is closed.
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()

    code, shown = at_terminal(PASSWORD, PASSWORD + "x")
    assert (code, "ikke ens" in shown) == (2, True)
    code, shown = at_terminal(PASSWORD, PASSWORD)
    assert (code, "oprettet" in shown) == (0, True)
    assert PASSWORD not in shown
