"""Dialogue tests: a talk in YAML, played on the trained model with the real actions. Used by `guide test`, pytest and CI alike.

What a file holds stands in `bot.evaluation.dialogue_files`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bot.evaluation.dialogue_files import ACTIONS, Dialogue, DialogueError, read_dialogue
from bot.masking import mask
from bot.turn import State, advice_of, open_talk, payload


class Talker(Protocol):
    """What plays a turn: the engine, or a stand-in."""

    async def turn(self, slots: Any, text: str | None, payload: str | None) -> Any: ...


@dataclass(frozen=True)
class Difference:
    """An expectation that does not hold. `subject` is what it is about; `text` says all in one line."""

    subject: str
    expected: Any
    got: Any
    text: str


@dataclass(frozen=True)
class PlayedTurn:
    """One turn as it was played: what the user did, the guide's messages, and the expectations that did not hold."""

    said: str
    messages: tuple[dict[str, Any], ...]
    differences: tuple[Difference, ...]


@dataclass
class Outcome:
    """How a dialogue went, turn by turn. It stops at a turn that cannot be carried out."""

    dialogue: Dialogue
    turns: list[PlayedTurn] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Each expectation that did not hold."""
        return [f"✗ {each.text}" for turn in self.turns for each in turn.differences]

    @property
    def transcript(self) -> list[str]:
        """The talk as text, with the differences marked."""
        return [line for turn in self.turns for line in _lines(turn)]

    def as_text(self) -> str:
        """The failure as a dialogue, with the differences marked."""
        return "\n".join([f"{self.dialogue.path}: {self.dialogue.title}", *self.transcript])


def _lines(turn: PlayedTurn) -> Iterator[str]:
    if turn.messages:
        yield f"  Bruger: {turn.said}"
    for message in turn.messages:
        yield from (f"  Guide:  {line}" for line in message["text"].splitlines() if line)
    yield from (f"✗ {each.text}" for each in turn.differences)


def find(paths: Iterable[Path]) -> list[Dialogue]:
    """The dialogues in files and folders, in the order of their names. Raises `DialogueError`."""
    files = sorted(file for path in paths for file in (path.rglob("user_*.yml") if path.is_dir() else [path]))
    return [load(file) for file in files]


def load(path: Path) -> Dialogue:
    """Reads and checks one file; raises `DialogueError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DialogueError(path, None, f"filen kan ikke læses ({type(error).__name__})") from error
    return read_dialogue(path, text)


async def play(dialogue: Dialogue, talker: Talker) -> Outcome:
    """Plays a dialogue from the opening; stops at the first turn that cannot be carried out."""
    outcome = Outcome(dialogue)
    state, messages = open_talk()
    slots, said = state.as_slots(), [message.as_json() for message in messages]
    for turn in dialogue.turns:
        text, pressed = _action(turn, said)
        if text is None and pressed is None:
            outcome.turns.append(PlayedTurn(str(turn["press"]), (), (_no_button(turn["press"], said),)))
            break
        reply = await talker.turn(
            slots, mask(text, State.from_slots(slots).question).text if text is not None else None, pressed
        )
        slots, said = reply.slots, list(reply.messages)
        shown = str(turn.get("user") or turn.get("press") or turn["answer"])
        found = tuple(differences(turn, State.from_slots(slots), said))
        outcome.turns.append(PlayedTurn(shown, tuple(said), found))
    return outcome


def _action(turn: dict[str, Any], said: Sequence[dict[str, Any]]) -> tuple[str | None, str | None]:
    if "user" in turn:
        return str(turn["user"]), None
    if "answer" in turn:
        return None, payload("inform", turn["answer"])
    buttons = {button["title"]: button["payload"] for message in said for button in message["buttons"]}
    return None, buttons.get(turn["press"])


def _titles(said: Sequence[dict[str, Any]]) -> list[str]:
    return [button["title"] for message in said for button in message["buttons"]]


def _no_button(title: str, said: Sequence[dict[str, Any]]) -> Difference:
    return Difference("buttons", title, _titles(said), f"knappen «{title}» vises ikke")


def differences(turn: dict[str, Any], state: State, said: Sequence[dict[str, Any]]) -> Iterator[Difference]:
    """Each expectation that does not hold, as what was expected and what came."""
    facts = state.facts.as_json()
    for name, value in turn.get("facts", {}).items():
        if facts.get(name) != value:
            yield _other(name, value, facts.get(name))
    if "goal" in turn and state.goal != turn["goal"]:
        yield _other("målet", turn["goal"], state.goal)
    if "question" in turn and state.question != turn["question"]:
        yield _other("spørgsmålet", turn["question"], state.question)
    yield from _advice_differences(turn, state)
    text = "\n".join(message["text"] for message in said)
    for piece in turn.get("says", ()):
        if piece.casefold() not in text.casefold():
            yield Difference("says", piece, text, f"skulle sige «{piece}»")
    for piece in turn.get("never_says", ()):
        if piece.casefold() in text.casefold():
            yield Difference("never_says", piece, text, f"skulle ikke sige «{piece}»")
    yield from (_no_button(title, said) for title in turn.get("buttons", ()) if title not in _titles(said))


def _other(name: str, expected: Any, got: Any) -> Difference:
    return Difference(name, expected, got, f"{name} skulle være {expected!r}, men er {got!r}")


def _advice_differences(turn: dict[str, Any], state: State) -> Iterator[Difference]:
    if "status" not in turn and "advice" not in turn:
        return
    advice = advice_of(state)
    status = advice["status"] if advice else "needs_facts"
    if "status" in turn and status != turn["status"]:
        yield _other("status", turn["status"], status)
    for name, value in turn.get("advice", {}).items():
        found = advice["conclusions"].get(name, {}).get("value") if advice else None
        if found != value:
            yield _other(name, value, found)


def run_suite(paths: Sequence[Path], models_dir: Path) -> int:
    """`guide test`: plays all dialogues, prints each that fails, and counts. 0 when all hold, 1 when not.

    Raises `DialogueError` for a file that cannot be played, `ModelError` when there is no model.
    """
    outcomes = play_all(find(paths), models_dir)
    failed = [outcome for outcome in outcomes if outcome.faults]
    for outcome in failed:
        print(outcome.as_text(), end="\n\n")
    print(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not outcomes else 0


def play_all(
    dialogues: Sequence[Dialogue], models_dir: Path, played: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """Plays the dialogues on the current model; `played` is told of each as it ends. Raises `ModelError`."""
    from bot.dialogue.engine import load_engine

    engine = load_engine(models_dir)

    async def play_them() -> list[Outcome]:
        outcomes = []
        try:
            for dialogue in dialogues:
                outcomes.append(await play(dialogue, engine))
                played(outcomes[-1])
        finally:
            await engine.close()
        return outcomes

    return asyncio.run(play_them())


__all__ = ["ACTIONS", "Dialogue", "DialogueError", "Outcome", "find", "load", "play", "play_all", "run_suite"]
