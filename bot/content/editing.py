"""Changes one text in content/ and nothing else: every other byte of the file, comments among them, stays as it was.

The YAML parser says where the text stands; just that part is written anew. The changed file is read again before it is kept: it
must say the same in all other places, and the whole folder must pass the checks that loading makes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from bot.content.in_use import Version, version_of
from bot.content.library import Content, load_content
from bot.content.reading import ContentError, parse, read_yaml

#: The longest text that a form may bring.
LONGEST: Final = 8000
#: How wide a folded text is written, like those around it.
WIDTH: Final = 140
#: Both count characters; the one in C is there as a rule, and some twenty times as fast.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What YAML cannot hold as it is, or nobody can see.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class EditError(Exception):
    """A change that cannot be made. The message is for the one who made it: what is wrong where, and what mends it."""


class NoSuchText(EditError):
    """The place is not there, or holds no text."""


class Changed(Exception):
    """The text is no longer the one that the change was meant for. `now`: as it stands."""

    def __init__(self, now: str) -> None:
        super().__init__(now)
        self.now = now


class Overtaken(Exception):
    """Another change to the folder came between preparing and writing: prepare again."""


@dataclass(frozen=True)
class Place:
    """Where a text stands: the file, and the keys that lead to it (numbers in lists, counted from 0)."""

    file: str
    path: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {' → '.join(self.path)}"


@dataclass(frozen=True)
class Leaf:
    """A text, or a date (`is_date`), as it stands in a file."""

    place: Place
    text: str
    is_date: bool

    @property
    def digest(self) -> str:
        """Tells this text from any other that may come to stand in the same place."""
        return digest(self.text)


@dataclass(frozen=True)
class Draft:
    """A change that has passed all checks and is not written yet. `content`: all the words with it; `new` is the file."""

    folder: Path
    place: Place
    before: str
    after: str
    old: bytes
    new: bytes
    version: Version
    content: Content


def digest(text: str) -> str:
    """A short name for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def files(folder: Path) -> list[str]:
    """The files of words, by name."""
    return sorted(path.name for path in folder.glob("*.yml"))


def leaves(folder: Path, file: str) -> list[Leaf]:
    """The texts of a file, in order. Raises `NoSuchText` for a file that is not there, `ContentError` for one that is broken."""
    source = _source(folder, file)
    return [
        Leaf(Place(file, path), _written(value), isinstance(value, date))
        for path, value in _walk(_value_of(source, folder / file), ())
    ]


def leaf(folder: Path, place: Place) -> Leaf:
    """The text at a place. Raises `NoSuchText`."""
    value = _value_of(_source(folder, place.file), folder / place.file)
    found = next((each for path, each in _walk(value, ()) if path == place.path), None)
    if found is None:
        raise NoSuchText(f"{place}: her er ingen tekst. Find den på listen igen – den kan være flyttet.")
    return Leaf(place, _written(found), isinstance(found, date))


def is_writable(folder: Path) -> bool:
    """Whether this process may change the files: it puts a new file in the old one's place."""
    return os.access(folder, os.W_OK | os.X_OK)


def prepare(folder: Path, place: Place, meant: str, text: str) -> Draft:
    """A change of the text whose digest is `meant`. Raises `EditError` and `Changed`; nothing is written."""
    version = version_of(folder)
    now = leaf(folder, place)
    if now.digest != meant:
        raise Changed(now.text)
    after = _cleaned(place, text)
    if after == now.text:
        raise EditError(f"{place}: teksten er den samme som før. Ret noget, eller gå tilbage.")
    value: str | date = _date(place, after) if now.is_date else after
    old = (folder / place.file).read_bytes()
    new = _with(old, folder / place.file, place, value)
    return Draft(folder, place, now.text, after, old, new, version, _checked(folder, place.file, new))


def write(draft: Draft) -> Version:
    """Puts the change in place, at once or not at all; gives the folder's version. Raises `Overtaken` and `EditError`."""
    with _alone(draft.folder):
        if version_of(draft.folder) != draft.version:
            raise Overtaken
        _replace(draft.folder / draft.place.file, draft.new)
        return version_of(draft.folder)


def take_back(draft: Draft) -> None:
    """Puts the old file back, unless somebody has changed it since."""
    with _alone(draft.folder):
        path = draft.folder / draft.place.file
        if path.read_bytes() == draft.new:
            _replace(path, draft.old)


def _source(folder: Path, file: str) -> str:
    # By the list, never by joining what was given to a path.
    if file not in files(folder):
        raise NoSuchText(f"{file}: filen findes ikke.")
    read_yaml(folder / file)
    return (folder / file).read_bytes().decode()


def _value_of(source: str, path: Path) -> Any:
    return parse(source, path)


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str | date]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _walk(each, (*path, str(key)))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _walk(each, (*path, str(number)))
    elif isinstance(value, str | date):
        yield path, value


def _written(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else value.strip()


def _cleaned(place: Place, text: str) -> str:
    """The text as it will stand: line ends as in the files, no blanks at the ends of lines."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")]
    cleaned = "\n".join(lines).strip()
    if not cleaned:
        raise EditError(f"{place}: teksten er tom. Skriv den, eller behold den gamle.")
    if len(cleaned) > LONGEST:
        raise EditError(f"{place}: teksten er på {len(cleaned)} tegn, og der er plads til {LONGEST}. Gør den kortere.")
    found = _UNPRINTABLE.search(cleaned)
    if found:
        raise EditError(f"{place}: tegn nr. {found.start() + 1} kan ikke vises. Slet det, og skriv stedet igen.")
    return cleaned


def _date(place: Place, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise EditError(f"{place}: «{text}» er ikke en dato. Skriv år-måned-dag, fx 2026-03-31.") from None


def _checked(folder: Path, file: str, new: bytes) -> Content:
    """All the words with the changed file, through the very checks that loading makes."""
    with tempfile.TemporaryDirectory(prefix="guide-words-") as name:
        trial = Path(name)
        for each in files(folder):
            shutil.copyfile(folder / each, trial / each)
        (trial / file).write_bytes(new)
        try:
            return load_content(trial)
        except ContentError as error:
            raise EditError(str(error)) from None


# --- Where a text stands in the file, and how it is written there


@dataclass(frozen=True)
class _Spot:
    """A scalar in the source. `column`: of the key or the list's dash that holds it; `in_flow`: within {…} or […]."""

    node: yaml.ScalarNode
    column: int
    in_flow: bool


def _with(old: bytes, path: Path, place: Place, value: str | date) -> bytes:
    """The file with another value in one place. Raises `EditError` when it cannot be written so that only this changes."""
    source = old.decode()
    spot = _spot(yaml.compose(source, Loader=_LOADER), place)
    expected = parse(source, path)
    _put(expected, place.path, value)
    start, end = spot.node.start_mark.index, spot.node.end_mark.index
    # The parser counts the empty lines after a block to it; they stay.
    end -= len(source[start:end]) - len(source[start:end].rstrip())
    line_end = "\r\n" if "\r\n" in source else "\n"
    for written in _writings(spot, source[start:end], value):
        new = source[:start] + written.replace("\n", line_end) + source[end:]
        try:
            if _same(parse(new, path), expected):
                return new.encode()
        except ContentError:
            continue
    raise EditError(f"{place}: teksten kan ikke skrives i filen uden at ændre andet. Bed en udvikler om at rette den.")


def _same(found: Any, expected: Any) -> bool:
    """Equal in value, in kind and in order."""
    if type(found) is not type(expected):
        return False
    if isinstance(expected, dict):
        return list(found) == list(expected) and all(_same(found[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(_same, found, expected))
    return bool(found == expected)


def _put(tree: Any, path: tuple[str, ...], value: str | date) -> None:
    for part in path[:-1]:
        tree = tree[_key(tree, part)]
    tree[_key(tree, path[-1])] = value


def _key(holder: Any, part: str) -> Any:
    return int(part) if isinstance(holder, list) else next(key for key in holder if str(key) == part)


def _spot(node: yaml.Node | None, place: Place) -> _Spot:
    column, in_flow = 0, False
    for part in place.path:
        in_flow = in_flow or bool(getattr(node, "flow_style", False))
        if isinstance(node, yaml.MappingNode):
            key, node = next((key, value) for key, value in node.value if key.value == part)
            column = key.start_mark.column
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[int(part)]
            column = max(0, node.start_mark.column - 2)
    if not isinstance(node, yaml.ScalarNode):
        raise NoSuchText(f"{place}: her er ingen tekst.")
    return _Spot(node, column, in_flow)


def _writings(spot: _Spot, old: str, value: str | date) -> Iterator[str]:
    """Ways to write the value, the one most like the old one first. Not every one is possible for every text."""
    if isinstance(value, date):
        yield value.isoformat()
        return
    style = spot.node.style
    if not spot.in_flow and (style in ("|", ">") or "\n" in value):
        yield from _blocks(spot, old, value)
    if style == "'" and "\n" not in value:
        yield "'" + value.replace("'", "''") + "'"
    # The two parsers say it in two ways that a text has no signs around it.
    if not style and "\n" not in value:
        yield value
    if not spot.in_flow and len(value) > WIDTH:
        yield from _blocks(spot, old, value)
    yield json.dumps(value, ensure_ascii=False)


def _blocks(spot: _Spot, old: str, value: str) -> Iterator[str]:
    """The text under a header: folded at the width where it is one paragraph, line by line otherwise."""
    header = re.match(r"[|>][^\s#]*([ \t]+#[^\r\n]*)?", old)
    remark = (header[1] or "") if header else ""
    indent = " " * (spot.column + 2)
    if "\n" not in value and spot.node.style != "|":
        lines = textwrap.wrap(value, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
        yield "\n".join([">-" + remark, *(indent + line for line in lines)])
    yield "\n".join(["|-" + remark, *(indent + line if line else "" for line in value.split("\n"))])


# --- Writing


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the folder against other processes that edit; the system lets go of it even when this one is killed."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise EditError(f"Mappen {folder} kan ikke åbnes ({error.strerror}).") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, new: bytes) -> None:
    """Puts a new file in the old one's place: a reader sees the one or the other."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise EditError(
            f"{path.name} kan ikke skrives ({error.strerror}). Giv programmet lov til at skrive i mappen {path.parent}."
        ) from None
