"""Training examples, one at a time, into and out of the files in data/nlu, which stay as they are otherwise.

The files are edited as text, not written anew from what a YAML parser read: order, comments and spacing are people's work.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from bot.evaluation.datasets import key, load_held_out
from bot.masking import PLACEHOLDERS, mask

#: A held-out text of so few words may be trained on if it stands in the list of those that nobody can avoid.
SHORT: Final = 2
LONGEST: Final = 1000
#: A safe one, and ten times as fast where PyYAML was built with it.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALLOWED: Final = "unavoidable.txt"
_BLOCK: Final = re.compile(r"^- intent:\s*(?P<intent>\S+)\s*$")
_EXAMPLES: Final = re.compile(r"^(?P<indent> +)examples:\s*\|[-+]?\s*$")
#: Rasa reads an annotation in these, or a synonym.
_MARKUP: Final = re.compile(r"\[[^\]]*\][({]")


class ExampleRefused(Exception):
    """A text that must not become an example of the intent.

    `reason`: "empty", "too_long", "markup", "personal", "no_such_intent", "there_already", "other_intent" (which is `intent`),
    "held_out", "not_there", "cannot_write".
    """

    def __init__(self, reason: str, intent: str = "") -> None:
        super().__init__(f"{reason} {intent}".rstrip())
        self.reason = reason
        self.intent = intent


@dataclass(frozen=True)
class _Place:
    """Where the examples of an intent stand: lines `first` to `end` (exclusive), each after `indent`."""

    path: Path
    first: int
    end: int
    indent: str


class Examples:
    """The examples of a project, with the held-out sets that they must not meet."""

    def __init__(self, project: Path) -> None:
        self._folder = project / "data" / "nlu"
        self._held_out = project / "tests" / "language"
        self._known: tuple[object, frozenset[str], frozenset[str]] | None = None
        self._trained: dict[Path, tuple[int, list[tuple[str, frozenset[str]]]]] = {}

    def intents(self) -> list[str]:
        """The intents that have examples."""
        return sorted({intent for path in self._files() for intent, _ in _blocks(path, _lines(path))})

    def check(self, text: str, intent: str) -> str:
        """The text as it would be written. Raises `ExampleRefused` where it must not become an example of the intent."""
        clean = " ".join(text.split())
        if not clean:
            raise ExampleRefused("empty")
        if len(clean) > LONGEST:
            raise ExampleRefused("too_long")
        if mask(clean).found or any(placeholder in clean for placeholder in PLACEHOLDERS.values()):
            raise ExampleRefused("personal")
        if _MARKUP.search(clean) or clean.startswith(("-", "/")):
            raise ExampleRefused("markup")
        others = self._others(key(clean))
        if intent in others:
            raise ExampleRefused("there_already", intent)
        if others:
            raise ExampleRefused("other_intent", sorted(others)[0])
        if self._is_held_out(clean):
            raise ExampleRefused("held_out")
        return clean

    def add(self, text: str, intent: str) -> str:
        """Appends the text to the examples of the intent; gives it as it was written. Raises `ExampleRefused`."""
        with self._alone():
            clean = self.check(text, intent)
            place = self._place(intent)
            lines = _lines(place.path)
            end = "\r\n" if lines[0].endswith("\r\n") else "\n"
            lines.insert(place.end, f"{place.indent}- {clean}{end}")
            self._write(place.path, lines)
        return clean

    def remove(self, text: str, intent: str) -> None:
        """Takes an example out again. Raises `ExampleRefused` ("not_there")."""
        with self._alone():
            place = self._place(intent)
            lines = _lines(place.path)
            found = [number for number in range(place.first, place.end) if lines[number].strip() == f"- {text.strip()}"]
            if not found:
                raise ExampleRefused("not_there", intent)
            del lines[found[-1]]
            self._write(place.path, lines)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.yml"))

    def _others(self, wanted: str) -> set[str]:
        """The intents that have a text of this key."""
        return {intent for path in self._files() for intent, keys in self._keys_in(path) if wanted in keys}

    def _keys_in(self, path: Path) -> list[tuple[str, frozenset[str]]]:
        """The intents of a file with the keys of their texts; read anew when the file has changed."""
        stand = path.stat().st_mtime_ns
        if self._trained.get(path, (0,))[0] != stand:
            lines = _lines(path)
            found = [
                (intent, frozenset(key(line.strip().removeprefix("-")) for line in lines[place.first : place.end]))
                for intent, place in _blocks(path, lines)
            ]
            self._trained[path] = stand, found
        return self._trained[path][1]

    def _is_held_out(self, text: str) -> bool:
        measured, unavoidable = self._measured()
        return key(text) in measured and (len(text.split()) > SHORT or key(text) not in unavoidable)

    def _measured(self) -> tuple[frozenset[str], frozenset[str]]:
        """The keys of the held-out texts, and of those that nobody can avoid; read anew when a file has changed."""
        stand = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in self._held_out.iterdir()))
        if self._known is None or self._known[0] != stand:
            sets = load_held_out(self._held_out)
            lines = (self._held_out / _ALLOWED).read_text(encoding="utf-8").splitlines()
            texts = [each.text for each in sets.intents]
            texts += [each.text for each in sets.out_of_scope]
            texts += [each.text for each in sets.facts]
            measured = frozenset(key(text) for text in texts)
            unavoidable = frozenset(key(line) for line in lines if line.strip() and not line.startswith("#"))
            self._known = stand, measured, unavoidable
        return self._known[1:]

    def _place(self, intent: str) -> _Place:
        places = [place for path in self._files() for name, place in _blocks(path, _lines(path)) if name == intent]
        if not places:
            raise ExampleRefused("no_such_intent", intent)
        return places[-1]

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds the folder, so that two who add at once do not lose one another's example."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _write(self, path: Path, lines: list[str]) -> None:
        """Puts the lines in the file's place in one step, if they still are the YAML that Rasa reads."""
        content = "".join(lines)
        new = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            if not all(set(block) >= {"intent", "examples"} for block in yaml.load(content, _LOADER)["nlu"]):  # noqa: S506
                raise ExampleRefused("cannot_write")
            new.write_text(content, encoding="utf-8", newline="")
            new.chmod(path.stat().st_mode & 0o777)
            new.replace(path)
        except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
            new.unlink(missing_ok=True)
            raise ExampleRefused("cannot_write") from error


def _lines(path: Path) -> list[str]:
    """The lines with their ends; the last one gets one where it has none."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(file)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _blocks(path: Path, lines: list[str]) -> Iterator[tuple[str, _Place]]:
    """Each intent in the file with the place of its examples."""
    intent: str | None = None
    for number, line in enumerate(lines):
        if begins := _BLOCK.match(line):
            intent = begins["intent"].strip("'\"")
        elif intent is not None and (examples := _EXAMPLES.match(line)):
            first = number + 1
            end, indent = _end_of_examples(lines, first, f"{examples['indent']}  ")
            yield intent, _Place(path, first, end, indent)
            intent = None


def _end_of_examples(lines: list[str], first: int, usual: str) -> tuple[int, str]:
    """The line after the last example, and what stands before each."""
    end, indent = first, usual
    for number in range(first, len(lines)):
        line = lines[number]
        if line.strip() and not line.startswith(usual[:-1]):
            break
        if line.lstrip().startswith("-"):
            end, indent = number + 1, line[: len(line) - len(line.lstrip())]
    return end, indent
