"""How many lines a second `guide parse` reads, on one core, over the held-out intent texts."""

from __future__ import annotations

from benchmarks._timing import ROOT, time_command
from bot.evaluation.datasets import load_held_out


def main() -> None:
    texts = [each.text.replace("\n", " ") for each in load_held_out(ROOT / "tests" / "language").intents]
    time_command("parse", texts, "texts", lambda _: None)


if __name__ == "__main__":
    main()
