"""The rules of data/rules by what they say: which one leads from an intent to an action."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "rules"


def rule_of(intent: str, action: str) -> str | None:
    """The name of the rule that answers an intent with an action; None where no rule of today does.

    Rasa does not say which of its rules decided. Each rule of this project is one intent and one action, so these name it.
    """
    return _rules(FOLDER).get((intent.split("/", 1)[0], action))


@lru_cache(maxsize=4)
def _rules(folder: Path) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for file in sorted(folder.glob("*.yml")):
        for rule in yaml.safe_load(file.read_text(encoding="utf-8")).get("rules") or ():
            steps: list[dict[str, Any]] = rule["steps"]
            intents = [step["intent"] for step in steps if "intent" in step]
            actions = [step["action"] for step in steps if "action" in step]
            if len(intents) == len(actions) == 1:
                found[intents[0], actions[0]] = rule["rule"]
    return found
