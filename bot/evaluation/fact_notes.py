"""Sentences whose facts are read wrongly, for developers: facts are read by rules, so no training mends them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bot.evaluation.datasets import key
from bot.language import facts as reader

#: Below the project's folder; what is mended goes on to development.jsonl beside it, which is tested.
FILE: Final = Path("tests/language_facts/inbox.jsonl")


def read_facts(text: str) -> dict[str, Any]:
    """The facts that the guide reads in a text today, as JSON has them."""
    return dict(reader.extract(text).facts)


def note_if_misread(project: Path, text: str, facts: Mapping[str, Any]) -> bool:
    """Notes the sentence with the facts that it states, unless exactly they are read in it; says whether it was noted.

    A sentence that stands there already is replaced. Raises OSError.
    """
    read = read_facts(text)
    if read == dict(facts):
        return False
    path = project / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if line.strip() and key(json.loads(line)["text"]) != key(text)]
    row = json.dumps({"text": text, "facts": dict(facts), "read": read}, ensure_ascii=False)
    new = path.with_name(f".{path.name}")
    new.write_text("".join(f"{line}\n" for line in [*kept, row]), encoding="utf-8")
    new.replace(path)
    return True
