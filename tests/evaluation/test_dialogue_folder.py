"""Saving dialogue tests: only under names that are allowed, never in another's place, and never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.dialogue_files import DialogueError
from bot.evaluation.dialogue_folder import DialogueFolder, DialogueName, NotSaved, digest

TEXT = "title: En test\nturns:\n  - user: hej\n"
OTHER = "title: En anden\nturns:\n  - user: hej\n"
NAME = DialogueName("talks", "user_says_hello")


def refusal(folder: DialogueFolder, name: DialogueName, text: str = TEXT, opened: str = "") -> str:
    """Why a test is not saved."""
    with pytest.raises(NotSaved) as raised:
        folder.save(name, text, opened)
    return raised.value.problem


@pytest.fixture
def folder(tmp_path: Path) -> DialogueFolder:
    return DialogueFolder(tmp_path)


@pytest.mark.parametrize(
    ("behaviour", "name"),
    [
        ("..", "user_x"),
        ("talks/..", "user_x"),
        ("talks", "../user_x"),
        ("talks", "user_"),
        ("talks", "hello"),
        ("talks", "user_æ"),
        ("Talks", "user_x"),
        ("", "user_x"),
        ("talks", "user_x\n"),
        ("/etc", "user_x"),
        ("t" * 41, "user_x"),
        ("talks", "user_" + "x" * 60),
    ],
)
def test_only_plain_names_are_names(behaviour: str, name: str) -> None:
    with pytest.raises(NotSaved):
        DialogueName.of(behaviour, name)


def test_a_new_test_is_saved_and_found(folder: DialogueFolder) -> None:
    folder.save(NAME, TEXT)
    assert folder.names() == [NAME]
    assert folder.read(NAME) == TEXT
    assert [path.name for path in (folder.folder / "talks").iterdir()] == ["user_says_hello.yml"]


def test_a_new_test_takes_no_others_place(folder: DialogueFolder) -> None:
    folder.save(NAME, TEXT)
    assert refusal(folder, NAME, OTHER) == "exists"
    assert folder.read(NAME) == TEXT


def test_an_opened_test_is_saved_unless_someone_was_faster(folder: DialogueFolder) -> None:
    folder.save(NAME, TEXT)
    folder.save(NAME, OTHER, digest(TEXT))
    assert folder.read(NAME) == OTHER
    assert refusal(folder, NAME, TEXT, digest(TEXT)) == "changed"
    assert folder.read(NAME) == OTHER


def test_what_cannot_be_played_is_not_saved(folder: DialogueFolder) -> None:
    with pytest.raises(DialogueError):
        folder.save(NAME, "title: x\nturns: []\n")
    assert folder.names() == []


def test_nothing_is_written_through_a_link(folder: DialogueFolder, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (folder.folder / "talks").symlink_to(elsewhere)
    assert refusal(folder, NAME) == "name"
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_cannot_be_written_in_says_so(folder: DialogueFolder) -> None:
    (folder.folder / "talks").write_text("a file")
    assert refusal(folder, NAME) == "read_only"
