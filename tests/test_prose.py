"""Plain text as paragraphs and lists."""

from __future__ import annotations

import pytest

from bot.web.prose import Block, blocks


def paragraph(*lines: str) -> Block:
    return Block("paragraph", lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Et afsnit.", [paragraph("Et afsnit.")]),
        ("Et.\n\nTo.", [paragraph("Et."), paragraph("To.")]),
        ("En linje\nog en til", [paragraph("En linje", "og en til")]),
        ("Det ændrer:\n- pligten\n- prisen", [paragraph("Det ændrer:"), Block("bullets", ("pligten", "prisen"))]),
        ("Gør sådan:\n1. Læs\n2. Start", [paragraph("Gør sådan:"), Block("numbers", ("Læs", "Start"))]),
        ("- en\n\nEfter.", [Block("bullets", ("en",)), paragraph("Efter.")]),
        ("12. november 2026 er datoen", [paragraph("12. november 2026 er datoen")]),
        ("Reglerne er fra 12. november.", [paragraph("Reglerne er fra 12. november.")]),
        ("-uden mellemrum", [paragraph("-uden mellemrum")]),
        ("", []),
    ],
)
def test_text_in_its_parts(text: str, expected: list[Block]) -> None:
    assert list(blocks(text)) == expected
