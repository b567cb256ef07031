"""The folder of dialogue tests as staff write in it: only `<behaviour>/user_<does_something>.yml`, and each file in one step."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.evaluation.dialogue_files import read_dialogue

_BEHAVIOUR: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAME: Final = re.compile(r"user_[a-z0-9_]{1,59}")


class NotSaved(Exception):
    """A test that was not saved. `problem`: "name", "exists", "changed" (since it was opened) or "read_only"."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class DialogueName:
    """Where a test lies: the behaviour that it shows, and what the user does in it."""

    behaviour: str
    name: str

    @classmethod
    def of(cls, behaviour: str, name: str) -> DialogueName:
        """The name, if it can be one: small letters from a to z, digits and underscores. Raises `NotSaved`."""
        if not (_BEHAVIOUR.fullmatch(behaviour) and _NAME.fullmatch(name)):
            raise NotSaved("name")
        return cls(behaviour, name)

    def __str__(self) -> str:
        return f"{self.behaviour}/{self.name}.yml"


class DialogueFolder:
    """The tests in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def writable(self) -> bool:
        """Whether tests can be saved here."""
        return os.access(self.folder, os.W_OK)

    def names(self) -> list[DialogueName]:
        """All tests, in the order of their names."""
        found = (path.relative_to(self.folder).parts for path in self.folder.glob("*/user_*.yml"))
        names = ((behaviour, file.removesuffix(".yml")) for behaviour, file in sorted(found))
        return [DialogueName(*each) for each in names if _BEHAVIOUR.fullmatch(each[0]) and _NAME.fullmatch(each[1])]

    def read(self, name: DialogueName) -> str | None:
        """The text of a test; None where there is none of that name."""
        try:
            return self._path(name).read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def save(self, name: DialogueName, text: str, opened: str = "") -> None:
        """Saves a test. `opened`: the digest of the text that was opened; empty for a new one, which takes no other's place.

        Raises `NotSaved`, and `DialogueError` for a text that is no test: a file here can always be played.
        """
        path = self._path(name)
        read_dialogue(path, text)
        if not opened and path.exists():
            raise NotSaved("exists")
        if opened and digest(self.read(name) or "") != opened:
            raise NotSaved("changed")
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise NotSaved("read_only") from error
        try:
            # Through a link the file would lie elsewhere than its name says.
            if path.parent.resolve() != self.folder.resolve() / name.behaviour or path.is_symlink():
                raise NotSaved("name")
            _put(path, text, new=not opened)
        except FileExistsError:
            raise NotSaved("exists") from None
        except OSError as error:
            raise NotSaved("read_only") from error

    def _path(self, name: DialogueName) -> Path:
        return self.folder / name.behaviour / f"{name.name}.yml"


def digest(text: str) -> str:
    """Tells a text from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def _put(path: Path, text: str, *, new: bool) -> None:
    """The whole file at once; a new one never in the place of another. Raises OSError."""
    beside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        if new:
            os.link(beside, path)
        else:
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
