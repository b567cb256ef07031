"""The held-out sets in tests/language/ as typed records, and the training texts to hold them against."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

#: The intent of what the guide has no answer to.
OUT_OF_SCOPE: Final = "out_of_scope"

_INTENT_FILES: Final = ("intents_talk.jsonl", "intents_faq.jsonl")
#: Every way to write æ, ø and å, and the one letter that stands for all of them in a key.
_LETTERS: Final = (("ae", "a"), ("æ", "a"), ("oe", "o"), ("ø", "o"), ("aa", "a"), ("å", "a"))

Record = TypeVar("Record")


class DatasetError(ValueError):
    """A set that cannot be read; its text is one line that names file, line and fault."""


@dataclass(frozen=True)
class IntentText:
    """`also`: other intents whose answer serves nearly as well."""

    text: str
    intent: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutOfScopeText:
    """`kind`: `near` the domain or `far` from it."""

    text: str
    kind: str


@dataclass(frozen=True)
class FactText:
    """All that the text states; empty where it states nothing."""

    text: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class AnswerText:
    """What a text means as an answer to the question for `fact`; `value` None: it must not be taken for one."""

    fact: str
    text: str
    value: Any


@dataclass(frozen=True)
class HeldOut:
    """All held-out sets."""

    intents: tuple[IntentText, ...]
    out_of_scope: tuple[OutOfScopeText, ...]
    facts: tuple[FactText, ...]
    answers: tuple[AnswerText, ...]


def load_held_out(folder: Path) -> HeldOut:
    """The sets in `folder` (tests/language). Raises `DatasetError`."""
    return HeldOut(
        intents=tuple(record for name in _INTENT_FILES for record in _records(folder / name, _intent_text)),
        out_of_scope=tuple(_records(folder / "out_of_scope.jsonl", _out_of_scope_text)),
        facts=tuple(_records(folder / "facts.jsonl", _fact_text)),
        answers=tuple(_records(folder / "answers.jsonl", _answer_text)),
    )


def _intent_text(row: Mapping[str, Any]) -> IntentText:
    return IntentText(row["text"], row["intent"], tuple(row.get("also", ())))


def _out_of_scope_text(row: Mapping[str, Any]) -> OutOfScopeText:
    return OutOfScopeText(row["text"], row["kind"])


def _fact_text(row: Mapping[str, Any]) -> FactText:
    return FactText(row["text"], dict(row["facts"]))


def _answer_text(row: Mapping[str, Any]) -> AnswerText:
    return AnswerText(row["fact"], row["text"], row["value"])


def _records(path: Path, record: Callable[[Mapping[str, Any]], Record]) -> Iterator[Record]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DatasetError(f"{path} kan ikke læses ({type(error).__name__}).") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield record(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DatasetError(f"{path}, linje {number}: {type(error).__name__}: {error}") from error


def training_texts(folder: Path) -> list[tuple[str, str]]:
    """Every training text below `folder` (data/nlu) with its intent. Raises `DatasetError`."""
    found: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
            found += [(example, block["intent"]) for block in blocks for example in _examples(block)]
        except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
            raise DatasetError(f"{path}: {type(error).__name__}: {error}") from error
    return found


def _examples(block: Mapping[str, Any]) -> list[str]:
    lines = (line.strip() for line in str(block.get("examples", "")).splitlines() if "intent" in block)
    return [line.removeprefix("-").strip() for line in lines if line.startswith("-")]


def key(text: str) -> str:
    """The text without case, signs, spaces and ways to write æ, ø and å: equal for two writings of one sentence.

    A text of signs alone (an emoji) is its own key.
    """
    folded = text.casefold()
    for written, letter in _LETTERS:
        folded = folded.replace(written, letter)
    return "".join(sign for sign in folded if sign.isalnum()) or text.strip()
