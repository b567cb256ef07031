"""The three criteria of an offentligretligt organ, when they are told in other words than its name.

It serves the needs of the public and not commercial ones, is a legal person, and is financed, controlled or led by the
public. All three told: yes. The first or second denied: no. The third denied alone says nothing, as funding is no form.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.facts.model import Finding
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading, Verdict

_PUBLIC = "staten|kommunen|kommunerne|regionen|ministeriet|ministeren|folketinget|det|offentlige"
_CRITERIA = ("criterion_need", "criterion_person", "criterion_control")

TABLES: dict[str, tuple[str, ...]] = {
    "criterion_need": (
        "almenhedens|almene|samfundets|offentlighedens|fællesskabets ..1 behov|interesse*|tarv|bedste", "almenvellet*",
        "almen interesse", "almenhedens tjeneste", "tjene|tjener|gavne|gavner almenheden|offentligheden",
    ),
    "criterion_person": ("juridisk person", "juridisk enhed", "juridiske personer", "retssubjekt"),
    "criterion_control": (
        f"finansie*|finanser*|betales|betalt ..5 af ..2 {_PUBLIC}", "offentligt|statsligt finansier*",
        f"{_PUBLIC} ..3 styrer|kontrollerer|finansierer|udpeger|betaler|bestemmer",
        f"styrer|kontrollerer|finansierer|udpeger {_PUBLIC}",
        f"styres|styret|kontrolleres|kontrolleret|udpeges|udpeget|ledes ..4 af ..2 {_PUBLIC}",
        "offentlig|statslig|kommunal|regional kontrol|styring|ledelse|tilsyn",
        "bestyrelse* ..4 udpeg* ..3 af ..2 staten|kommunen|regionen|ministeriet|ministeren",
    ),
}  # fmt: skip


def findings(reading: Reading) -> Iterator[Finding]:
    """Yes when all three criteria are told, no when the first or the second is denied."""
    told: dict[str, Mark] = {}
    for name in _CRITERIA:
        for mark in reading.named(name):
            verdict = reading.verdict(mark, person=name != "criterion_control", negation=name != "criterion_need")
            clause = reading.clause_of(mark)
            if verdict is Verdict.SAID and not clause.has("meta") and not clause.has("generic"):
                told.setdefault(name, mark)
            elif verdict is Verdict.DENIED and name == "criterion_person" and clause.has("own"):
                yield reading.finding("no", mark.start, mark.end)
    if len(told) == len(_CRITERIA) and any(reading.clause_of(mark).has("own") for mark in told.values()):
        first, last = min(mark.start for mark in told.values()), max(mark.end for mark in told.values())
        yield reading.finding("yes", first, last)
