"""Dialogue tests: a talk in YAML, played on the trained model with the real actions. Used by `guide test`, pytest and CI alike.

A file in tests/dialogues/<behaviour>/user_<does_something>.yml has a `title` and a list of `turns`. A turn is what the user does,
`user` (writes), `press` (the title of a button shown last) or `answer` (a fact and its value, as in the panel), and what then must hold:
`facts` (these values; null: not known), `goal`, `question` (the fact asked; null: none), `status` and `advice` (conclusion: value),
`says` and `never_says` (pieces of the reply, case ignored), `buttons` (titles among those shown).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import yaml

from bot.masking import mask
from bot.turn import State, advice_of, open_talk, payload

_ACTIONS: Final = ("user", "press", "answer")
_EXPECTED: Final = ("facts", "goal", "question", "status", "advice", "says", "never_says", "buttons")


class DialogueError(Exception):
    """A dialogue file that cannot be played; the message names file and fault."""


class Talker(Protocol):
    """What plays a turn: the engine, or a stand-in."""

    async def turn(self, slots: Any, text: str | None, payload: str | None) -> Any: ...


@dataclass(frozen=True)
class Dialogue:
    path: Path
    title: str
    turns: tuple[dict[str, Any], ...]


@dataclass
class Outcome:
    """How a dialogue went: the talk as text, and each expectation that did not hold."""

    dialogue: Dialogue
    transcript: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """The failure as a dialogue, with the differences marked."""
        return "\n".join([f"{self.dialogue.path}: {self.dialogue.title}", *self.transcript])


def find(paths: Iterable[Path]) -> list[Dialogue]:
    """The dialogues in files and folders, in the order of their names."""
    files = sorted(file for path in paths for file in (path.rglob("user_*.yml") if path.is_dir() else [path]))
    return [load(file) for file in files]


def load(path: Path) -> Dialogue:
    """Reads and checks one file; raises `DialogueError`."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise DialogueError(f"{path}: {error}") from error
    if not isinstance(raw, dict) or set(raw) != {"title", "turns"} or not raw["turns"]:
        raise DialogueError(f"{path}: skal have title og turns")
    for number, turn in enumerate(raw["turns"], start=1):
        unknown = set(turn) - {*_ACTIONS, *_EXPECTED}
        if unknown or sum(action in turn for action in _ACTIONS) != 1:
            raise DialogueError(f"{path}: tur {number} skal have ét af {_ACTIONS} og ellers kun {_EXPECTED}")
    return Dialogue(path, raw["title"], tuple(raw["turns"]))


async def play(dialogue: Dialogue, talker: Talker) -> Outcome:
    """Plays a dialogue from the opening; stops at the first turn that cannot be carried out."""
    outcome = Outcome(dialogue)
    state, messages = open_talk()
    slots, said = state.as_slots(), [message.as_json() for message in messages]
    for turn in dialogue.turns:
        text, pressed = _action(turn, said)
        if text is None and pressed is None:
            outcome.faults.append(f"✗ knappen «{turn['press']}» vises ikke")
            outcome.transcript.append(outcome.faults[-1])
            break
        reply = await talker.turn(
            slots, mask(text, State.from_slots(slots).question).text if text is not None else None, pressed
        )
        slots, said = reply.slots, list(reply.messages)
        outcome.transcript += [f"  Bruger: {turn.get('user') or turn.get('press') or turn['answer']}"]
        outcome.transcript += [f"  Guide:  {line}" for message in said for line in message["text"].splitlines() if line]
        faults = [f"✗ {fault}" for fault in differences(turn, State.from_slots(slots), said)]
        outcome.transcript += faults
        outcome.faults += faults
    return outcome


def _action(turn: dict[str, Any], said: Sequence[dict[str, Any]]) -> tuple[str | None, str | None]:
    if "user" in turn:
        return str(turn["user"]), None
    if "answer" in turn:
        return None, payload("inform", turn["answer"])
    buttons = {button["title"]: button["payload"] for message in said for button in message["buttons"]}
    return None, buttons.get(turn["press"])


def differences(turn: dict[str, Any], state: State, said: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Each expectation that does not hold, as what was expected and what came."""
    facts = state.facts.as_json()
    for name, value in turn.get("facts", {}).items():
        if facts.get(name) != value:
            yield f"{name} skulle være {value!r}, men er {facts.get(name)!r}"
    if "goal" in turn and state.goal != turn["goal"]:
        yield f"målet skulle være {turn['goal']!r}, men er {state.goal!r}"
    if "question" in turn and state.question != turn["question"]:
        yield f"spørgsmålet skulle være {turn['question']!r}, men er {state.question!r}"
    yield from _advice_differences(turn, state)
    text = "\n".join(message["text"] for message in said).casefold()
    yield from (f"skulle sige «{piece}»" for piece in turn.get("says", ()) if piece.casefold() not in text)
    yield from (f"skulle ikke sige «{piece}»" for piece in turn.get("never_says", ()) if piece.casefold() in text)
    titles = {button["title"] for message in said for button in message["buttons"]}
    yield from (f"knappen «{title}» vises ikke" for title in turn.get("buttons", ()) if title not in titles)


def _advice_differences(turn: dict[str, Any], state: State) -> Iterator[str]:
    if "status" not in turn and "advice" not in turn:
        return
    advice = advice_of(state)
    status = advice["status"] if advice else "needs_facts"
    if "status" in turn and status != turn["status"]:
        yield f"status skulle være {turn['status']!r}, men er {status!r}"
    for name, value in turn.get("advice", {}).items():
        found = advice["conclusions"].get(name, {}).get("value") if advice else None
        if found != value:
            yield f"{name} skulle være {value!r}, men er {found!r}"


def run_suite(paths: Sequence[Path], models_dir: Path) -> int:
    """`guide test`: plays all dialogues, prints each that fails, and counts. 0 when all hold, 1 when not.

    Raises `DialogueError` for a file that cannot be played, `ModelError` when there is no model.
    """
    from bot.dialogue.engine import load_engine

    dialogues = find(paths)
    engine = load_engine(models_dir)
    outcomes = asyncio.run(_play_all(dialogues, engine))
    failed = [outcome for outcome in outcomes if outcome.faults]
    for outcome in failed:
        print(outcome.as_text(), end="\n\n")
    print(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not outcomes else 0


async def _play_all(dialogues: Sequence[Dialogue], engine: Any) -> list[Outcome]:
    try:
        return [await play(dialogue, engine) for dialogue in dialogues]
    finally:
        await engine.close()
