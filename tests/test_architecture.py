"""Which way things point: an import against the arrows would tie the rules to the web, or the talk to Rasa."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]

#: Package → what it may import of the project. What is not listed may import anything below it.
ALLOWED = {
    "bot.guidance": {"bot.guidance"},
    "bot.language": {"bot.language"},
    "bot.content": {"bot.content", "bot.guidance"},
    "bot.turn": {"bot.turn", "bot.guidance", "bot.content", "bot.language", "bot.answers", "bot.danish"},
    "bot.store": {"bot.store"},
}


def modules() -> dict[str, Path]:
    files = [*PROJECT.glob("bot/**/*.py"), *PROJECT.glob("actions/*.py")]
    return {".".join(file.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imported(file: Path) -> set[str]:
    """The whole names of what a file imports, at any depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{file} imports relatively"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    files = {name: file for name, file in modules().items() if within(name, package)}
    assert files
    for name, file in files.items():
        ours = {each for each in imported(file) if within(each, "bot") or within(each, "actions")}
        wrong = {
            each for each in ours if each != "bot" and not any(within(each, allowed) for allowed in ALLOWED[package])
        }
        assert not wrong, f"{name} imports {sorted(wrong)}"


@pytest.mark.parametrize(("library", "homes"), [("rasa", {"bot.dialogue"}), ("rasa_sdk", {"bot.dialogue", "actions"})])
def test_rasa_stays_in_its_room(library: str, homes: set[str]) -> None:
    users = {name for name, file in modules().items() if any(within(each, library) for each in imported(file))}
    assert users, f"nothing imports {library}: the test looks in the wrong place"
    assert not {name for name in users if not any(within(name, home) for home in homes)}


def test_the_rules_know_no_clock_and_no_input_or_output() -> None:
    for name, file in modules().items():
        if within(name, "bot.guidance"):
            assert not imported(file) & {"datetime", "time", "os", "pathlib", "io", "logging", "random"}, name
