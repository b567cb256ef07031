"""Takes CPR numbers, e-mail addresses and phone numbers out of a text, before anything else sees it.

A CPR number is a date, `DDMMYY`, and four digits, however they are set: with dashes, dots, spaces, invisible characters
or digits of another script. Where a number can be read in two ways, privacy wins, with one exception: a valid CVR
number is public and is the very thing that the guide asks for, so it stays unless it is introduced as a phone number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from stdnum.dk import cvr

#: The kinds of personal data, in the order in which a notice names them, and what is put in place of each.
PLACEHOLDERS: Final = {
    "cpr": "[CPR-nummer fjernet]",
    "email": "[e-mailadresse fjernet]",
    "phone": "[telefonnummer fjernet]",
}

#: What may stand between two groups of digits of one number, besides spaces and dashes of every kind.
_SEPARATORS: Final = frozenset(".·/\\_\u2212\u2043\t\n\r")
_LONGEST_SEPARATOR: Final = 3
#: Where a CPR number of 10 digits may be broken, and one of 12, with the century: never within the last four digits.
_CPR_BREAKS: Final = {10: {2, 4, 6}, 12: {2, 4, 8}}
_PHONE_GROUPS: Final = ((8,), (2, 2, 2, 2), (4, 4), (2, 3, 3))

_PLUS: Final = ("+", "＋")
_PLUS_BEFORE: Final = re.compile(r"[+＋]$")
_EMAIL: Final = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+[@＠][\w-]+(?:\.[\w-]+)+")
_WORD_END: Final = r"(?:[\s-]*(?:nr|nummer|nummeret|no|number))?\.?\s*(?:er|på|til|:|=)?\s*\(?$"
_CVR_BEFORE: Final = re.compile(rf"(?:(?:cvr|se|vat|moms){_WORD_END}|\bdk[\s-]?$)", re.IGNORECASE)
_PHONE_BEFORE: Final = re.compile(rf"\b(?:tlf|telefon|tel|mobil|mob|ring|sms){_WORD_END}", re.IGNORECASE)


@dataclass(frozen=True)
class Masked:
    """A text without personal numbers and addresses, and the kinds that were found in it (keys of `PLACEHOLDERS`)."""

    text: str
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Run:
    """Digits in a row. `joined` says that only a separator stands between it and the run before."""

    digits: str
    start: int
    end: int
    joined: bool


@dataclass(frozen=True)
class _Place:
    """The runs of digits from some place in a text on, and whether a CVR number was asked for."""

    text: str
    runs: tuple[_Run, ...]
    cvr_asked: bool

    def follows(self, words: re.Pattern[str]) -> bool:
        """Whether the words that stand right before are such."""
        start = self.runs[0].start
        return bool(words.search(self.text[max(0, start - 40) : start]))


@dataclass(frozen=True)
class _Span:
    kind: str
    start: int
    end: int


def mask(text: str, asked: str | None = None) -> Masked:
    """The text with every CPR number, e-mail address and phone number replaced by a word that says what stood there.

    `asked` is the fact that the user was just asked for: eight digits in reply to `cvr_number` are a CVR number, be it
    mistyped.
    """
    spans = [_Span("email", found.start(), found.end()) for found in _EMAIL.finditer(text)]
    spans += [
        span for span in _numbers(text, asked == "cvr_number") if not any(_overlap(span, other) for other in spans)
    ]
    if not spans:
        return Masked(text)
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda each: each.start):
        parts += [text[at : span.start], PLACEHOLDERS[span.kind]]
        at = span.end
    found = {span.kind for span in spans}
    return Masked("".join(parts) + text[at:], tuple(kind for kind in PLACEHOLDERS if kind in found))


def _overlap(one: _Span, other: _Span) -> bool:
    return one.start < other.end and other.start < one.end


def _numbers(text: str, cvr_asked: bool) -> list[_Span]:
    """The personal numbers. Each way of reading takes its runs of digits in turn, and leaves the others to the next."""
    spans: list[_Span] = []
    stretches = [tuple(_runs(text))]
    for kind, reading in _READINGS:
        left: list[tuple[_Run, ...]] = []
        for stretch in stretches:
            begin = first = 0
            while first < len(stretch):
                length = reading(_Place(text, stretch[first:], cvr_asked))
                if length and kind:
                    spans.append(_span(text, stretch[first : first + length], kind))
                if length:
                    left.append(stretch[begin:first])
                    begin = first + length
                first += length or 1
            left.append(stretch[begin:])
        stretches = left
    return spans


def _span(text: str, runs: Sequence[_Run], kind: str) -> _Span:
    """The place of a number; the plus of a phone number is part of it."""
    start = runs[0].start
    if kind == "phone" and text[start - 1 : start] in _PLUS:
        start -= 1
    return _Span(kind, start, runs[-1].end)


def _runs(text: str) -> Iterator[_Run]:
    """The runs of digits. Invisible characters within or between them do not count."""
    digits, start, end, between = "", 0, 0, ""
    seen = False
    for place, character in enumerate(text):
        digit = unicodedata.digit(character, None)
        if digit is not None:
            if not digits:
                start = place
            digits, end = digits + str(digit), place + 1
        elif _invisible(character):
            continue
        else:
            if digits:
                yield _Run(digits, start, end, seen and _separates(between))
                digits, between, seen = "", "", True
            between += character
    if digits:
        yield _Run(digits, start, end, seen and _separates(between))


def _invisible(character: str) -> bool:
    """Zero-width characters, soft hyphens, joiners and variation selectors."""
    return unicodedata.category(character) in ("Cf", "Mn", "Me")


def _separates(between: str) -> bool:
    return len(between) <= _LONGEST_SEPARATOR and all(_is_separator(character) for character in between)


def _is_separator(character: str) -> bool:
    plain = unicodedata.normalize("NFKC", character)
    return plain in _SEPARATORS or unicodedata.category(character) in ("Pd", "Zs")


def _window(runs: Sequence[_Run], total: int) -> tuple[str, tuple[int, ...]] | None:
    """The digits and group lengths of the first runs that together make exactly `total` digits, if some do."""
    digits, groups = "", []
    for number, run in enumerate(runs):
        if number and not run.joined:
            return None
        digits += run.digits
        groups.append(len(run.digits))
        if len(digits) >= total:
            return (digits, tuple(groups)) if len(digits) == total else None
    return None


def _introduced_cvr(place: _Place) -> int:
    """A number that is called, or was asked for as, a CVR number, be it mistyped."""
    window = _window(place.runs, 8)
    return len(window[1]) if window and (place.cvr_asked or place.follows(_CVR_BEFORE)) else 0


def _cpr(place: _Place) -> int:
    for total, breaks in _CPR_BREAKS.items():
        window = _window(place.runs, total)
        if window and set(accumulate(window[1][:-1])) <= breaks and _begins_with_date(window[0]):
            return len(window[1])
    return 0


def _begins_with_date(digits: str) -> bool:
    """Whether a CPR number's digits begin with a day of some century: the year 00 is a leap year in one of them."""
    day, month, year = int(digits[:2]), int(digits[2:4]), digits[4:-4]
    if not 1 <= month <= 12 or (len(year) == 4 and year[:2] not in ("18", "19", "20")):
        return False
    february = 29 if int(year) % 4 == 0 else 28
    return 1 <= day <= (31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _phone_with_country_code(place: _Place) -> int:
    """A number that begins with a plus or two zeros: 45 and eight digits, or eight to fifteen digits in all."""
    plus = place.follows(_PLUS_BEFORE)
    if not plus and not place.runs[0].digits.startswith("00"):
        return 0
    digits, length = "", 0
    for number, run in enumerate(place.runs):
        if number and not run.joined:
            break
        digits += run.digits
        code = digits if plus else digits[2:]
        if len(code) > (10 if code.startswith("45") else 15):
            break
        if len(code) == 10 or (len(code) >= 8 and not code.startswith("45")):
            length = number + 1
    return length


def _introduced_phone(place: _Place) -> int:
    window = _window(place.runs, 8)
    return len(window[1]) if window and place.follows(_PHONE_BEFORE) else 0


def _valid_cvr(place: _Place) -> int:
    window = _window(place.runs, 8)
    return len(window[1]) if window and cvr.is_valid(window[0]) else 0


def _phone(place: _Place) -> int:
    """A Danish phone number in one of the usual groupings. Two years, or a round figure, is none."""
    window = _window(place.runs, 8)
    if window is None or window[1] not in _PHONE_GROUPS or window[0][0] in "01":
        return 0
    digits, groups = window
    two_years = groups == (4, 4) and all(half[:2] in ("19", "20") for half in (digits[:4], digits[4:]))
    return 0 if two_years or digits.endswith("00000") else len(groups)


#: How runs of digits are read, the surest way first; each gives how many runs it takes. What has no kind stays.
_READINGS: Final[tuple[tuple[str, Callable[[_Place], int]], ...]] = (
    ("", _introduced_cvr),
    ("cpr", _cpr),
    ("phone", _phone_with_country_code),
    ("phone", _introduced_phone),
    ("", _valid_cvr),
    ("phone", _phone),
)
