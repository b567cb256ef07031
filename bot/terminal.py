"""`guide chat`: the same conversation in a terminal. Buttons have numbers; nothing is stored."""

from __future__ import annotations

import asyncio
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.masking import mask
from bot.turn import State, masking_notice, open_talk

WIDTH = 88


def chat(models_dir: Path) -> int:
    """Talks until the input ends or the user writes «farvel» to the terminal (Ctrl-D)."""
    from bot.dialogue.engine import load_engine

    engine = load_engine(models_dir)
    try:
        asyncio.run(_talk(engine))
    finally:
        asyncio.run(engine.close())
    return 0


async def _talk(engine: Any) -> None:
    state, opening = open_talk()
    slots, said = state.as_slots(), [message.as_json() for message in opening]
    while True:
        buttons = _show(said)
        line = await asyncio.to_thread(_read)
        if line is None:
            return
        text, pressed = line.strip(), _pressed(line.strip(), buttons)
        if not text:
            continue
        masked = mask(text, State.from_slots(slots).question)
        reply = await engine.turn(slots, None if pressed else masked.text, pressed)
        slots, said = reply.slots, list(reply.messages)
        if masked.found:
            topic = "cpr_masked" if "cpr" in masked.found else "contact_masked"
            state, notice = masking_notice(State.from_slots(slots), topic)
            slots, said = state.as_slots(), [notice.as_json(), *said]


def _read() -> str | None:
    sys.stdout.write("\n> ")
    sys.stdout.flush()
    return sys.stdin.readline() or None


def _pressed(text: str, buttons: Sequence[dict[str, str]]) -> str | None:
    """The payload of the button whose number was typed."""
    if text.isdecimal() and 1 <= int(text) <= len(buttons):
        return buttons[int(text) - 1]["payload"]
    return None


def _show(messages: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Prints what the guide said; returns the buttons in the order of their numbers."""
    buttons: list[dict[str, str]] = []
    for message in messages:
        print()
        for line in str(message["text"]).splitlines():
            print(
                textwrap.fill(line, WIDTH, subsequent_indent="   " if line[:1] in "-123456789" else "") if line else ""
            )
        for link in message.get("details", {}).get("links", ()):
            print(f"   → {link['label']}: {link['url']}")
        for button in message["buttons"]:
            buttons.append(button)
            print(f"   [{len(buttons)}] {button['title']}")
    return buttons
