"""From raw text to units: lower-cased, repaired words with their place in the original.

Compounds that people write apart or with hyphens ("it system udbyder", "myndigheds-opgave") become one unit, so that
the phrase tables need to know only the joined spelling.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.language.facts.vocabulary import COMPOUNDS, SHORT_FORMS
from bot.language.spelling import correct

# Abbreviations with dots or slashes come first, so that they are not taken to pieces; then words and numbers; then
# any other visible character by itself.
_TOKEN = re.compile(
    r"(?P<abbreviation>(?<!\w)(?:[aikps]/[si]|[aik]\.s\.?|ap/s|a\.m\.b\.a\.?|amba|s\.m\.b\.a\.?|f\.m\.b\.a\.?|m/|v/)(?:['’]?(?:er|et|s))?(?!\w)"
    r"|(?<!\w)m/(?=\w)|(?<!\w)(?:pr|nr|ca|bl\.a|f\.eks|dvs|evt|inkl|ekskl|vedr|jf|kl|sct|stk|afd|ifm|ifht|m)\.(?=\s?\w))"
    r"|(?P<address>\S+@\S+|(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:dk|com|org|eu|net)\b(?:/\S*)?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<number>\d+)|(?P<line>\n)|(?P<mark>[^\w\s]|_)",
    re.IGNORECASE,
)
#: Company forms with dots: "A.S."; "P.S." is a postscript.
_DOTTED_FORMS = {"a.s": "a/s", "i.s": "i/s", "k.s": "k/s"}
#: The ending of an abbreviated form: "aps'er", "ApS’et".
_INFLECTED_FORM = re.compile(r"(?<=^aps)['’]?(?:er|et|erne|s)$")
_DASHES = "-‐‑‒"
#: The longest compound that is put together from loose parts ("bruger rettigheds styring").
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, number or punctuation mark: its repaired form and its place in the original text."""

    norm: str
    start: int
    end: int
    kind: str  # "word", "number" or "mark"


def units_of(text: str) -> list[Unit]:
    """Split ``text`` into units; hyphens inside words and invisible characters are left out."""
    raw = [_unit(match) for match in _TOKEN.finditer(text) if not _is_invisible(match[0])]
    return _join_compounds(_without_inner_hyphens(raw))


def _is_invisible(mark: str) -> bool:
    return len(mark) == 1 and unicodedata.category(mark) == "Cf"


def _unit(match: re.Match[str]) -> Unit:
    written = unicodedata.normalize("NFKC", match[0]).lower()
    if match.lastgroup == "abbreviation":
        norm = re.sub(r"(?<=/[si])['’]?(?:er|et|s)$", "", written.replace(".", ""))
        norm = _DOTTED_FORMS.get(written.rstrip("."), norm)
        return Unit(SHORT_FORMS.get(norm, norm), match.start(), match.end(), "word")
    if match.lastgroup == "address":
        return Unit("virk" if written.endswith("virk.dk") else "@", match.start(), match.end(), "word")
    if written == "punktum":
        return Unit(".", match.start(), match.end(), "mark")  # said aloud to a machine that writes
    if match.lastgroup == "word":
        written = _INFLECTED_FORM.sub("", written)
        return Unit(SHORT_FORMS.get(written) or correct(written), match.start(), match.end(), "word")
    if match.lastgroup == "line":
        return Unit(".", match.start(), match.end(), "mark")  # a new line ends a sentence
    return Unit(written, match.start(), match.end(), match.lastgroup or "mark")


def _without_inner_hyphens(units: list[Unit]) -> list[Unit]:
    """Drop a hyphen that has a word right before it: it joins ("it-system") or stands for a part ("børne- og")."""
    kept: list[Unit] = []
    for unit in units:
        if unit.norm in _DASHES and kept and kept[-1].end == unit.start and kept[-1].kind == "word":
            continue
        kept.append(unit)
    return kept


def _join_compounds(units: list[Unit]) -> list[Unit]:
    joined: list[Unit] = []
    position = 0
    while position < len(units):
        size = _compound_at(units, position)
        if size > 1:
            parts = units[position : position + size]
            norm = SHORT_FORMS.get(name := "".join(part.norm for part in parts), name)
            joined.append(Unit(norm, parts[0].start, parts[-1].end, "word"))
        else:
            joined.append(units[position])
        position += max(size, 1)
    return joined


def _compound_at(units: list[Unit], position: int) -> int:
    """How many units from ``position`` form one known compound: the longest, 0 if none."""
    best = 0
    name = ""
    for size, unit in enumerate(units[position : position + _MOST_PARTS], start=1):
        if unit.kind == "mark":
            break
        # The seam must lie inside the stem: "system udbyder" is a compound, "udbyder vi" is not.
        seam = len(name)
        name += unit.norm
        if size > 1 and any(name.startswith(stem) and seam < len(stem) for stem in COMPOUNDS.get(name[:3], ())):
            best = size
    return best
