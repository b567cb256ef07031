"""Picking from the shown choices: by label, typed, shortened or misspelt; by number or place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from bot.language.answers.model import UNKNOWN, Choice
from bot.language.answers.wording import Message, message_of, word_set

_LEAD: Final = re.compile(
    r"^(?:(?:ja|jo|nej|hej|så|altså|det|er|må|være|vist|nok|vel|vi|jeg|står|som|i|cvr|hedder|den|der|med|"
    r"vælger|tager|siger|svarer|svaret|mit|svar|klikker|trykker|valg|tror|bare|kun|en|et|ét|hos|os|"
    r"vil|gerne|have|tage|vælge|nemlig|knappen|skal|på) )+"
)
_TAIL: Final = re.compile(
    r"(?: (?:tak|ja|jo|tror|jeg|vi|er|det|nok|vel|vist|så|please|i|cvr|vidt|ved|mener|den|der|helt|klart|hos|"
    r"os))+$"
)
_ORDINALS: Final = {
    "første": 1, "anden": 2, "andet": 2, "tredje": 3, "tredie": 3, "fjerde": 4, "femte": 5, "sjette": 6, "syvende":
    7, "ottende": 8, "niende": 9,
    "en": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "øverste": 1, "ettern": 1, "etter": 1, "toer": 2, "toeren": 2, "treer": 3, "treeren": 3,
    "etteren": 1, "fireren": 4, "femmeren": 5, "sekseren": 6, "ettaren": 1,
}  # fmt: skip
_LAST: Final = ("sidste", "nederste", "bagerste", "sidst")
_NUMBER: Final = re.compile(
    r"^(?:(?:nummer|punkt|mulighed|valg|svar|option|valgmulighed|knap|pkt|den|det|jeg|vi|vælger|tager|siger|"
    r"er|må|være|vist|nok|ja|altså|med|så|bare|vil|trykker|på|klikker|tror|bliver) )*"
    r"(?P<number>\d{1,3}|\S+)(?: (?:mulighed|valgmulighed|knap|svar|punkt|valg|tak|en|på listen|fra oven|"
    r"ovenfra|i rækken|på|listen|i listen|af dem|tror jeg|må det være|er det|er os|svarmulighed|af "
    r"mulighederne|nævnte|af de|linje|linie))*$"
)
#: Alone, these words of labels single out nothing.
_GENERIC: Final = word_set(
    "myndighed myndigheden myndigheder institution form anden en systemet system løsning løsningen mange "
    "selv hjælper udbyder selskab ikke kan oprette eller vi det til som ved har er ja nej med af"
)
_CLOSE: Final = 88


_LAST_ALONE: Final = re.compile(f"(?:{'|'.join(_LAST)})(?: (?:mulighed|valgmulighed|punkt|valg|svar|knap|tak))*")


def plain(text: str) -> str:
    """Words of a label or message without what people say round it."""
    return message_of(text).words


def _stripped(words: str) -> str:
    inner = _TAIL.sub("", _LEAD.sub("", words + " ").strip())
    return inner or words


def by_label(message: Message, choices: Sequence[Choice]) -> str | int | None:
    """The choice whose label was typed, perhaps misspelt, perhaps only part of it but enough."""
    for words in {message.words, _stripped(message.words)}:
        exact = _same(words, choices)
        if exact is not None:
            return exact
    return _shortened(_stripped(message.words), choices)


def _same(words: str, choices: Sequence[Choice]) -> str | int | None:
    if len(words) < 3:
        return None
    scored = sorted(((_likeness(words, choice), index) for index, choice in enumerate(choices)), reverse=True)
    if not scored or scored[0][0] < _CLOSE or (len(scored) > 1 and scored[0][0] - scored[1][0] < 4):
        return None
    return choices[scored[0][1]].value


def _likeness(words: str, choice: Choice) -> float:
    label = plain(choice.label)
    forms = {label, re.sub(r"^(?:en|et|vi|ja|nej) ", "", label), plain(re.sub(r"\(.*?\)", "", choice.label))}
    joined = words.replace(" ", "")
    best = max(fuzz.ratio(words, form) for form in forms)
    # A slip of one letter in a short word is another word.
    if len(joined) < 6:
        return 100.0 if joined in {form.replace(" ", "") for form in forms} else 0.0
    return max(best, max(fuzz.ratio(joined, form.replace(" ", "")) for form in forms))


def _shortened(words: str, choices: Sequence[Choice]) -> str | int | None:
    parts = words.split()
    if not parts or (all(part in _GENERIC for part in parts) and (len(parts) < 2 or max(map(len, parts)) < 6)):
        return None
    if len(words) < 4:
        return None
    holding = {
        choice.value for choice in choices if choice.value != UNKNOWN and _holds(plain(choice.label).split(), parts)
    }
    return holding.pop() if len(holding) == 1 else None


def _holds(label: list[str], parts: list[str]) -> bool:
    """Whether the words stand in the label side by side; the last may be cut short."""
    size = len(parts)
    for start in range(len(label) - size + 1):
        window = label[start : start + size]
        if window[:-1] == parts[:-1] and (
            window[-1] == parts[-1] or (len(parts[-1]) >= (5 if size > 1 else 7) and window[-1].startswith(parts[-1]))
        ):
            return True
    return False


def by_place(message: Message, choices: Sequence[Choice]) -> str | int | None:
    """ "nr. 2", "den sidste", "2", "den tredje, …": the choice at that place."""
    if not message.clauses or message.size > 8:
        return None
    for clause in message.clauses:
        words = re.sub(r"^(?:ja|hej|så|altså) ", "", clause.words)
        place = _place(words, len(choices), alone=len(message.clauses) == 1)
        if place:
            return choices[place - 1].value
    return None


def by_places(message: Message, choices: Sequence[Choice]) -> list[str | int]:
    """ "1 og 3", "nr. 2, 4 og 5": several places; nothing unless the message is only that."""
    words = re.sub(r"(?<!\S)(?:nummer|og|samt|både|vi|vælger|tager|ja|tak|punkt)(?!\S)", " ", message.words).split()
    places = [int(word) for word in words if word.isdigit()]
    if len(places) < 2 or len(places) != len(words) or not all(1 <= place <= len(choices) for place in places):
        return []
    return [choices[place - 1].value for place in places]


def _place(words: str, count: int, *, alone: bool) -> int:
    named = re.search(
        r"(?<!\S)(?:den|det|de|nummer|mulighed|vælger|tager) (?:\S+ )?(" + "|".join(_LAST) + r")(?!\S)", words
    )
    if named or _LAST_ALONE.fullmatch(words):
        return count if _fits(words, "næst") else 0
    match = _NUMBER.search(words)
    if not match:
        return 0
    number, lead = match["number"], words[: match.start("number")].split()
    if number.isdigit():
        place = int(number)
    elif (
        number in _ORDINALS
        and (lead or alone)
        and (number not in ("anden", "andet", "en", "et") or lead[-1:] in (["den"], ["nummer"], ["mulighed"]))
    ):
        place = _ORDINALS[number]
    else:
        return 0
    return place if 1 <= place <= count else 0


def _fits(words: str, forbidden: str) -> bool:
    return forbidden not in words
