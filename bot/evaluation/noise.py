"""Writes a Danish text the way hurried people do: one function a kind of noise, the same result for the same seed.

Made without the lexicon that repairs use, so that what is measured is not what was built: compounds are cut wherever
two ordinary Danish words meet.
"""

import random
import re
from collections.abc import Callable
from zlib import crc32

from bot.language.danish import is_danish

_WORD = re.compile(r"[^\W\d_]+")
_OTHERWISE = {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}
_BARE = {"æ": "a", "ø": "o", "å": "a", "Æ": "A", "Ø": "O", "Å": "A"}
_KEYS = ("qwertyuiopå", "asdfghjklæø", "zxcvbnm")  # rows of the Danish keyboard
_SHORTEST_TYPO = 4
_SHORTEST_PART = 4
_ENDINGS = frozenset(
    ["ende", "endes", "ellen", "ingen", "heder", "heden", "hederne", "ring", "ringen", "eller", "inger"]
)


def _neighbour(letter: str, rng: random.Random) -> str:
    """A letter beside this one on the keyboard."""
    for row in _KEYS:
        at = row.find(letter)
        if at >= 0:
            return rng.choice([row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)])
    return letter


def _slip(word: str, rng: random.Random) -> str:
    """One slip inside a word: a letter dropped, doubled, hit beside, or swapped with the next."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.choice(("drop", "double", "swap", "beside"))
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + _neighbour(word[at], rng) + word[at + 1 :]


def _typos(text: str, rng: random.Random) -> str:
    """A slip in every third word of four letters or more, and in one at least."""
    words = [m for m in _WORD.finditer(text) if len(m.group()) >= _SHORTEST_TYPO]
    chosen = rng.sample(words, max(1, len(words) // 3)) if words else []
    for match in sorted(chosen, key=lambda m: -m.start()):
        text = text[: match.start()] + _slip(match.group(), rng) + text[match.end() :]
    return text


def _replaced(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


def _otherwise(text: str, _rng: random.Random) -> str:
    """æ, ø, å as ae, oe, aa."""
    return _replaced(text, _OTHERWISE)


def _bare(text: str, _rng: random.Random) -> str:
    """æ, ø, å as a, o, a."""
    return _replaced(text, _BARE)


def _cut(word: str) -> str:
    """The word with a space where two Danish words meet, the link staying with the first; unchanged if they don't."""
    lower = word.lower()
    for end in range(len(lower) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, second = lower[:end], lower[end:]
        if (
            second not in _ENDINGS
            and is_danish(second)
            and (is_danish(first) or (first.endswith("s") and is_danish(first[:-1])))
        ):
            return f"{word[:end]} {word[end:]}"
    return word


def _apart(text: str, _rng: random.Random) -> str:
    """Compounds of eight letters or more written apart; hyphens become spaces."""
    text = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", text)
    return _WORD.sub(lambda m: _cut(m.group()) if len(m.group()) >= 2 * _SHORTEST_PART else m.group(), text)


def _spacing(text: str, rng: random.Random) -> str:
    """Spaces doubled or dropped, signs dropped, doubled or set off."""
    pieces: list[str] = []
    for piece in re.findall(r"\s+|[^\w\s-]|[\w-]+", text):
        roll = rng.random()
        if piece.isspace():
            pieces.append("" if roll < 0.06 else "  " if roll < 0.2 else piece)
        elif piece in ",.?!;:":
            pieces.append("" if roll < 0.45 else piece * rng.randint(2, 4) if roll < 0.65 else f" {piece} ")
        else:
            pieces.append(piece)
    return "".join(pieces).strip() or text


def _capitals(text: str, rng: random.Random) -> str:
    """All capitals, all small, or every word with a capital."""
    return rng.choice((str.upper, str.lower, str.title))(text)


def _mixed(text: str, rng: random.Random) -> str:
    """Everything at once, æ, ø and å in either way."""
    text = _spacing(_apart(text, rng), rng)
    text = rng.choice((_otherwise, _bare))(text, rng)
    return _capitals(_typos(text, rng), rng)


_KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "clean": lambda text, _rng: text,
    "typos": _typos,
    "otherwise": _otherwise,
    "bare": _bare,
    "apart": _apart,
    "spacing": _spacing,
    "capitals": _capitals,
    "mixed": _mixed,
}
KINDS: tuple[str, ...] = tuple(_KINDS)


def apply(kind: str, text: str, seed: int = 0) -> str:
    """The text with one kind of noise; the same text and seed always give the same result."""
    return _KINDS[kind](text, random.Random(crc32(text.encode("utf-8")) ^ seed))  # noqa: S311
