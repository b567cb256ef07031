"""The files of dialogue tests: every fault is told with its line, in words that say how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.dialogue_files import LONGEST_FILE, DialogueError, read_dialogue

BEGINNING = "title: En test\nturns:\n  - user: hej\n"


def fault(text: str) -> DialogueError:
    """What is wrong with a text."""
    with pytest.raises(DialogueError) as raised:
        read_dialogue(Path("user_x.yml"), text)
    assert str(raised.value).startswith("user_x.yml")
    assert "\n" not in str(raised.value)
    return raised.value


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "title"),
        ("title: x\n", 1, "turns"),
        ("title: x\nturns: []\n", 2, "mindst én tur"),
        ("title: 5\nturns: [{user: hej}]\n", 1, "title"),
        (BEGINNING + "  - hej\n", 4, "user"),
        (BEGINNING + "    user: igen\n", 4, "to gange"),
        (BEGINNING + "    press: Ja\n", 3, "præcis ét"),
        (BEGINNING + "    expects: x\n", 4, "expects"),
        (BEGINNING + "    facts: {rolle: broker}\n", 4, "rolle"),
        (BEGINNING + "    facts: {role: konge}\n", 4, "broker"),
        (BEGINNING + "    facts: {mitid_erhverv: yes}\n", 4, '"yes"'),
        (BEGINNING + "    facts: [role]\n", 4, "oplysninger"),
        (BEGINNING + "    goal: penge\n", 4, "connection"),
        (BEGINNING + "    question: navn\n", 4, "role"),
        (BEGINNING + "    status: færdig\n", 4, "decided"),
        (BEGINNING + "    advice: {pris: høj}\n", 4, "price_list"),
        (BEGINNING + "    says: broker\n", 4, "liste"),
        (BEGINNING + "    buttons: [no]\n", 4, "citationstegn"),
        (BEGINNING + "  - answer: {role: broker, government_task: 'yes'}\n", 4, "netop én"),
        (BEGINNING + "  - user: no\n", 4, "citationstegn"),
        (BEGINNING + "   facts: {\n", 4, "YAML"),
        (BEGINNING + "    facts: &a {role: broker}\n  - user: x\n    facts: *a\n", 6, "henvisninger"),
        (BEGINNING + "    facts: !!python/name:os.system {}\n", 4, "YAML"),
        (BEGINNING + "  - ? [a]\n    : b\n", 4, "ét ord"),
        ("[" * 5000, None, ""),
        ("title: x\x00", None, ""),
        ("#" * (LONGEST_FILE + 1), None, "højst"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int | None, word: str) -> None:
    error = fault(text)
    assert word in error.text
    if line is not None:
        assert error.line == line


def test_all_that_may_be_said_can_be_said() -> None:
    text = BEGINNING + (
        "    facts: {company_form: null, services: [cpr]}\n    goal: null\n    question: null\n    status: depends\n"
        "    advice: {grounds: []}\n    says: [a]\n    never_says: [b]\n    buttons: [Ja]\n"
        "  - press: Ja\n  - answer: {role: broker}\n"
    )
    assert [next(iter(turn)) for turn in read_dialogue(Path("x"), text).turns] == ["user", "press", "answer"]
