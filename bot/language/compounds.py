"""Takes Danish compounds apart: "myndighedsopgave" is "myndighed" and "opgave".

A classifier that has seen the parts recognises a compound it never met. Parts come from the lexicon only, so that
"ansvarlig" is not an "ans" that is "varlig"; a linking s or e between them is left out.
"""

from functools import lru_cache

from bot.language.spelling import lexicon, section

_SHORTEST_PART = 4  # letters; shorter parts are named in the lexicon file
_SHORTEST_COMPOUND = 6
_LONGEST_COMPOUND = 45
_MOST_PARTS = 4


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    words = {w for w in lexicon().words if len(w) >= _SHORTEST_PART} - section("not parts")
    return frozenset(words | section("short parts"))


def _first_parts(word: str) -> list[tuple[str, str]]:
    """The ways to cut a known part off the front: (part, rest), longest part first; the link goes with neither."""
    cuts = []
    for end in range(len(word) - 2, 1, -1):
        part, rest = word[:end], word[end:]
        if part in _parts():
            cuts.append((part, rest))
            if rest[0] in "se" and len(rest) > _SHORTEST_PART and len(part) >= _SHORTEST_PART:
                cuts.append((part, rest[1:]))
    return cuts


def _cut(word: str, most: int) -> tuple[str, ...] | None:
    """The cut into the fewest known parts, two or more, or None."""
    best: tuple[str, ...] | None = None
    for part, rest in _first_parts(word):
        found: tuple[str, ...] | None = (part, rest) if rest in _parts() else None
        if found is None and most > 2:
            tail = _cut(rest, most - 1)
            found = (part, *tail) if tail else None
        if found and (best is None or len(found) < len(best)):
            best = found
    return best


def _without_link(part: str) -> str:
    """ "myndigheds" in front of another part is "myndighed"."""
    return part[:-1] if part.endswith("s") and part[:-1] in _parts() else part


@lru_cache(maxsize=20_000)
def split(word: str) -> tuple[str, ...]:
    """The known parts of a lower-case compound in order; empty when it is none. Hyphens separate parts as well."""
    if "-" in word:
        pieces = [piece for piece in word.split("-") if piece]
        return tuple(part for piece in pieces for part in (split(piece) or (piece,))) if len(pieces) > 1 else ()
    if not _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND or not word.isalpha():
        return ()
    parts = _cut(word, _MOST_PARTS) or ()
    return (*(_without_link(part) for part in parts[:-1]), *parts[-1:])
