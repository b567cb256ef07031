"""A small project: enough of data/ and tests/ to judge examples in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TALK: Final = """version: "3.1"

# How people ask for a person.
nlu:
- intent: talk_to_human
  examples: |
    - giv mig et menneske
    - et menneske, tak

# And how they thank.
- intent: thank
  examples: |
    - tak
"""


def a_project(folder: Path) -> Path:
    """The project, in a folder."""
    (folder / "data" / "nlu").mkdir(parents=True)
    (folder / "data" / "nlu" / "talk.yml").write_text(TALK, encoding="utf-8")
    held_out = folder / "tests" / "language"
    held_out.mkdir(parents=True)
    rows = {
        "intents_talk.jsonl": [
            '{"text": "Kan jeg tale med nogen hos jer?", "intent": "talk_to_human"}',
            '{"text": "jaa", "intent": "thank"}',
            '{"text": "nix pille", "intent": "thank"}',
        ],
        "intents_faq.jsonl": [],
        "out_of_scope.jsonl": ['{"text": "Hvad er vejret i dag?", "kind": "far"}'],
        "facts.jsonl": ['{"text": "Vi er en kommune her", "facts": {"company_form": 250}}'],
        "answers.jsonl": [],
        "unavoidable.txt": ["# words that nobody can avoid", "jaa"],
    }
    for name, lines in rows.items():
        (held_out / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder
