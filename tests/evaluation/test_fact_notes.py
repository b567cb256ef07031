"""Sentences whose facts are misread go to the developers."""

from __future__ import annotations

import json
from pathlib import Path

from bot.evaluation.fact_notes import FILE, note_if_misread, read_facts

TEXT = "Vi er en kommune"


def test_a_sentence_that_is_read_rightly_is_not_noted(tmp_path: Path) -> None:
    assert read_facts(TEXT) == {"company_form": 250}
    assert not note_if_misread(tmp_path, TEXT, {"company_form": 250})
    assert not (tmp_path / FILE).exists()


def test_a_misread_sentence_is_noted_once_with_what_it_states_and_what_was_read(tmp_path: Path) -> None:
    assert note_if_misread(tmp_path, "vi er en kommune!", {})
    assert note_if_misread(tmp_path, "Noget helt andet her", {"role": "broker"})
    assert note_if_misread(tmp_path, TEXT, {"company_form": 245})
    rows = [json.loads(line) for line in (tmp_path / FILE).read_text(encoding="utf-8").splitlines()]
    assert rows == [
        {"text": "Noget helt andet her", "facts": {"role": "broker"}, "read": {}},
        {"text": TEXT, "facts": {"company_form": 245}, "read": {"company_form": 250}},
    ]
