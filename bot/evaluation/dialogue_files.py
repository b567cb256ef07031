"""The files of dialogue tests: what one may hold, and where one is wrong.

A file in tests/dialogues/<behaviour>/user_<does_something>.yml has a `title` and a list of `turns`. A turn is what the user does,
`user` (writes), `press` (the title of a button shown last) or `answer` (a fact and its value, as in the panel), and what then must hold:
`facts` (these values; null: not known), `goal`, `question` (the fact asked; null: none), `status` and `advice` (conclusion: value),
`says` and `never_says` (pieces of the reply, case ignored), `buttons` (titles among those shown).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from bot.content.library import current
from bot.guidance.facts import NAMES, FactError, check_fact
from bot.guidance.goals import GOALS
from bot.guidance.rules import RULES
from bot.problems import fact_problem

ACTIONS: Final = ("user", "press", "answer")
EXPECTED: Final = ("facts", "goal", "question", "status", "advice", "says", "never_says", "buttons")
STATUSES: Final = ("decided", "depends", "needs_facts")
#: A talk is far shorter; what is longer is none.
LONGEST_FILE: Final = 50_000

#: A fault: the line it stands on, counted from 1, and what is wrong.
Fault = tuple[int | None, str]


class DialogueError(Exception):
    """A dialogue file that cannot be played: the file, the line where it is known, and what is wrong, in one line."""

    def __init__(self, path: Path, line: int | None, text: str) -> None:
        super().__init__(f"{path}{'' if line is None else f', linje {line}'}: {text}")
        self.line = line
        self.text = text


@dataclass(frozen=True)
class Dialogue:
    """A dialogue that can be played."""

    path: Path
    title: str
    turns: tuple[dict[str, Any], ...]


def read_dialogue(path: Path, text: str) -> Dialogue:
    """The dialogue that a file of this text holds. Raises `DialogueError` for the first fault."""
    try:
        fault = next(_file(_compose(text)), None)
        raw: dict[str, Any] = {} if fault else yaml.safe_load(text)
    except _Unreadable as error:
        raise DialogueError(path, error.line, str(error)) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        words = f"linjen passer ikke i YAML ({error.problem}). Se efter indrykning, kolon og citationstegn"
        raise DialogueError(path, line, words) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise DialogueError(path, None, f"teksten kan ikke læses som YAML ({type(error).__name__})") from None
    if fault is not None:
        raise DialogueError(path, *fault)
    return Dialogue(path, raw["title"], tuple(raw["turns"]))


class _Unreadable(Exception):
    def __init__(self, line: int | None, text: str) -> None:
        super().__init__(text)
        self.line = line


def _compose(text: str) -> yaml.Node | None:
    """The text as YAML nodes, which know their lines. References are refused: a few of them can unfold without end."""
    if len(text) > LONGEST_FILE:
        raise _Unreadable(None, f"filen må højst fylde {LONGEST_FILE} tegn")
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else None
            raise _Unreadable(line, "henvisninger (*navn) kan ikke bruges; skriv teksten helt ud")
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    return node


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _value(node: yaml.Node) -> Any:
    """A node's value, as it is read when the dialogue is played."""
    return yaml.SafeLoader("").construct_document(node)


def _fields(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value}


def _repeated(node: yaml.MappingNode) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield _line(key), "et navn foran et kolon skal være ét ord"
            return
        if key.value in seen:
            yield _line(key), f"«{key.value}» står der to gange"
        seen.add(str(key.value))


def _file(root: yaml.Node | None) -> Iterator[Fault]:
    if not isinstance(root, yaml.MappingNode) or set(_fields(root)) != {"title", "turns"}:
        yield (1 if root is None else _line(root)), "skal have title og turns, og ikke andet"
        return
    yield from _repeated(root)
    fields = _fields(root)
    title = _value(fields["title"])
    if not isinstance(title, str) or not title.strip():
        yield _line(fields["title"]), "title skal være en tekst, der siger, hvad dialogen viser"
    turns = fields["turns"]
    if not isinstance(turns, yaml.SequenceNode) or not turns.value:
        yield _line(turns), "turns skal være en liste med mindst én tur, hver med en bindestreg foran"
        return
    for number, turn in enumerate(turns.value, start=1):
        yield from _turn(number, turn)


def _turn(number: int, turn: yaml.Node) -> Iterator[Fault]:
    if not isinstance(turn, yaml.MappingNode):
        yield _line(turn), f"tur {number} skal begynde med et af {', '.join(ACTIONS)} og et kolon"
        return
    yield from _repeated(turn)
    fields = _fields(turn)
    unknown = [name for name in fields if name not in (*ACTIONS, *EXPECTED)]
    if unknown:
        yield (
            _line(fields[unknown[0]]),
            f"tur {number} har «{unknown[0]}», som ikke findes. Brug {', '.join((*ACTIONS, *EXPECTED))}",
        )
    if sum(action in fields for action in ACTIONS) != 1:
        yield _line(turn), f"tur {number} skal have præcis ét af {', '.join(ACTIONS)}"
    for name, node in fields.items():
        if name in _CHECKS:
            yield from _CHECKS[name](name, node)


def _text(name: str, node: yaml.Node) -> Iterator[Fault]:
    value = _value(node)
    if isinstance(value, bool):
        yield _line(node), f"{name} skal være en tekst. Sæt ord som «ja», «yes» og «no» i citationstegn"
    elif not isinstance(value, str | int) or not str(value).strip():
        yield _line(node), f"{name} skal være en tekst"


def _texts(name: str, node: yaml.Node) -> Iterator[Fault]:
    if not isinstance(node, yaml.SequenceNode):
        yield _line(node), f"{name} skal være en liste: [et, to]"
        return
    for each in node.value:
        if not isinstance(_value(each), str):
            yield _line(each), f"{name} skal være en liste af tekster. Sæt tal og ord som «no» i citationstegn"


def _facts(name: str, node: yaml.Node) -> Iterator[Fault]:
    if not isinstance(node, yaml.MappingNode):
        yield _line(node), f"{name} skal være oplysninger med værdier: {{role: broker}}"
        return
    yield from _repeated(node)
    for fact, each in _fields(node).items():
        value = _value(each)
        if value is None and name == "facts":
            continue
        if isinstance(value, bool):
            yield _line(each), f'{fact}: sæt værdien i citationstegn: "yes" eller "no"'
            continue
        try:
            check_fact(fact, value)
        except FactError as error:
            yield _line(each), f"{fact}: {fact_problem(error, current())}"


def _answer(name: str, node: yaml.Node) -> Iterator[Fault]:
    yield from _facts(name, node)
    if isinstance(node, yaml.MappingNode) and len(node.value) != 1:
        yield _line(node), "answer skal være netop én oplysning med sin værdi"


def _one_of(allowed: tuple[str, ...], *, or_none: bool) -> Callable[[str, yaml.Node], Iterator[Fault]]:
    def check(name: str, node: yaml.Node) -> Iterator[Fault]:
        value = _value(node)
        if not ((value is None and or_none) or (isinstance(value, str) and value in allowed)):
            yield _line(node), f"{name} skal være en af {', '.join(allowed)}{' eller null' if or_none else ''}"

    return check


def _advice(name: str, node: yaml.Node) -> Iterator[Fault]:
    if not isinstance(node, yaml.MappingNode):
        yield _line(node), f"{name} skal være konklusioner med værdier: {{classification: public}}"
        return
    yield from _repeated(node)
    for conclusion, each in _fields(node).items():
        if conclusion not in RULES:
            yield _line(each), f"«{conclusion}» er ingen konklusion. Brug {', '.join(RULES)}"


_CHECKS: Final[dict[str, Callable[[str, yaml.Node], Iterator[Fault]]]] = {
    "user": _text,
    "press": _text,
    "answer": _answer,
    "facts": _facts,
    "goal": _one_of(tuple(GOALS), or_none=True),
    "question": _one_of(NAMES, or_none=True),
    "status": _one_of(STATUSES, or_none=False),
    "advice": _advice,
    "says": _texts,
    "never_says": _texts,
    "buttons": _texts,
}
