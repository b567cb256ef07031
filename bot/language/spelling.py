"""Repairs the spelling of one word: æ, ø and å written otherwise, and typos of the domain's own words.

Cautious on purpose, since a wrong repair changes what somebody said: a word with a digit is never touched, nor one that
is Danish as it stands, nor a name. Only words of the lexicon's first section (``targets``) attract typos.

Words are compared *folded*: æ, å and ø as a, a and o, whichever way they were written, so that a typo inside a word
without its Danish letters is found as well ("ansogninng" is one slip away from "ansøgning").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.language.danish import is_danish

_FILE = Path(__file__).with_name("lexicon.txt")
_FOLD = str.maketrans({"æ": "a", "å": "a", "ø": "o", "ä": "a", "ö": "o", "é": "e", "ü": "u"})
_DIGRAPHS = re.compile("a[ae]+|oe+")
_SPELLINGS = {"æ": ("æ", "ae", "ä", "a"), "ø": ("ø", "oe", "ö", "o"), "å": ("å", "aa", "a"), "é": ("é", "e")}
_MARKED = {"a": "åæ", "o": "ø"}
_MOST_PLACES = 12
_RESTORED = {"ae": "æ", "oe": "ø", "aa": "å"}
_KEYS = ("qwertyuiopa", "asdfghjklao", "zxcvbnm")  # the keyboard's rows, folded
_BESIDE = {
    letter: "".join(
        {n for row in _KEYS for at, k in enumerate(row) if k == letter for n in row[max(0, at - 1) : at + 2]}
    )
    for letter in "abcdefghijklmnopqrstuvwxyz"
}
_SHORTEST_TYPO = 4  # letters: shorter words have too many neighbours
_SHORTEST_SUBSTITUTION = 6
_SHORTEST_DOUBLE_TYPO = 9
_LONGEST_WORD = 40  # anything longer is not a word, and must not cost time


def fold(word: str) -> str:
    """The word with æ, ø, å and what people write for them reduced to a and o."""
    return _DIGRAPHS.sub(lambda match: match.group()[0], word.translate(_FOLD))


def _deletions(word: str) -> Iterator[str]:
    """The word, and every string that is one letter short of it."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


@dataclass(frozen=True)
class Lexicon:
    """The curated words and the two indexes over them."""

    targets: frozenset[str]  # what typos are repaired to: the domain's words and common ones
    common: frozenset[str]
    words: frozenset[str]  # targets and known words
    shorthand: dict[str, str]  # "ikk" -> "ikke"
    by_fold: dict[str, tuple[str, ...]]  # folded word -> words, targets first
    by_deletion: dict[str, tuple[str, ...]]  # a folded target, whole or one letter short -> folded targets
    by_length: dict[int, tuple[str, ...]]  # length -> folded targets long enough for two slips


def read_lexicon(path: Path = _FILE) -> dict[str, list[str]]:
    """The lexicon file's sections in order: name -> words."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# == "):
            current = sections.setdefault(line[5:].strip(), [])
        elif line and not line.startswith("#"):
            current.append(line.strip())
    return sections


@lru_cache(maxsize=16)
def section(name: str) -> frozenset[str]:
    """The words of one section of the lexicon file."""
    return frozenset(read_lexicon()[name])


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for key, value in pairs:
        found = index.setdefault(key, [])
        if value not in found:
            found.append(value)
    return {key: tuple(values) for key, values in index.items()}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once per process."""
    sections = read_lexicon()
    common, known = sections["common"], sections["known"]
    targets = sections["targets"] + common
    folded = sorted({fold(w) for w in targets if len(w) >= _SHORTEST_TYPO} | _short_common())
    by_length: dict[int, list[str]] = {}
    for word in folded:
        if len(word) >= _SHORTEST_DOUBLE_TYPO - 1:
            by_length.setdefault(len(word), []).append(word)
    return Lexicon(
        targets=frozenset(targets),
        common=frozenset(common),
        shorthand=dict(line.split() for line in sections["shorthand"]),
        words=frozenset(targets) | frozenset(known),
        by_fold=_index((fold(w), w) for w in [*targets, *known]),
        by_deletion=_index((shorter, w) for w in folded for shorter in _deletions(w)),
        by_length={length: tuple(words) for length, words in by_length.items()},
    )


def is_known(word: str) -> bool:
    """Whether the lower-cased word is in the lexicon, the genitive of a word there, or ordinary Danish."""
    words = lexicon().words
    return word in words or (len(word) > 3 and word.endswith("s") and word[:-1] in words) or is_danish(word)


def _written_as(written: str, word: str) -> bool:
    """Whether ``written`` is ``word`` with nothing but æ, ø, å put in another way."""
    if not word:
        return not written
    spellings = _SPELLINGS.get(word[0], (word[0],))
    return any(written.startswith(s) and _written_as(written[len(s) :], word[1:]) for s in spellings)


def _restore_from_lexicon(word: str) -> str | None:
    for candidate in lexicon().by_fold.get(fold(word), ()):
        if candidate != word and _written_as(word, candidate):
            return candidate
    return None


def _variants(word: str) -> Iterator[str]:
    """The word with æ, ø, å for ae, oe, aa, all of them or some; then for one or two single letters."""
    pieces = re.split("(ae|oe|aa)", word)
    if 1 < len(pieces) <= 7:
        yield from map("".join, product(*[(_RESTORED[p], p) if p in _RESTORED else (p,) for p in pieces]))
    places = [(at, mark) for at, letter in enumerate(word) for mark in _MARKED.get(letter, "")]
    if len(places) <= _MOST_PLACES:
        for count in (1, 2):
            for chosen in combinations(places, count):
                letters = list(word)
                for at, mark in chosen:
                    letters[at] = mark
                yield "".join(letters)


def _restore_as_danish(word: str) -> str | None:
    """æ, ø, å where that, and only that, makes an ordinary Danish word of it."""
    if len(word) < _SHORTEST_TYPO and not re.search("ae|oe|aa", word):
        return None
    return next((v for v in _variants(word) if v != word and is_danish(v)), None)


def _restore_in_compound(word: str) -> str | None:
    """æ, ø, å in a compound that no list has, from those of its two parts."""
    for end in range(len(word) - _SHORTEST_TYPO, _SHORTEST_TYPO - 1, -1):
        first, second = word[:end], word[end:]
        link = "s" if first.endswith("s") and not is_known(first) else ""
        parts = [first.removesuffix(link) if link else first, second]
        restored = [_restore_from_lexicon(part) or part for part in parts]
        if restored != parts and all(map(is_known, restored)):
            return restored[0] + link + restored[1]
    return None


def _is_light_slip(folded: str, target: str) -> bool:
    """Whether the difference is two letters swapped, a double letter made single, or the reverse."""
    if len(folded) == len(target):
        return sorted(folded) == sorted(target)
    longer, shorter = (folded, target) if len(folded) > len(target) else (target, folded)
    return any(
        longer[:at] + longer[at + 1 :] == shorter
        and longer[at] in longer[max(0, at - 1) : at] + longer[at + 1 : at + 2]
        for at in range(len(longer))
    )


def _is_neighbouring_key(folded: str, target: str) -> bool:
    """Whether one letter was replaced by one beside it on the keyboard."""
    wrong = [(a, b) for a, b in zip(folded, target, strict=False) if a != b]
    return len(folded) == len(target) and len(wrong) == 1 and wrong[0][1] in _BESIDE.get(wrong[0][0], "")


def _likely(folded: str, target: str) -> bool:
    """Whether a slip in a short word is of a kind that makes the target plausible."""
    if len(folded) < _SHORTEST_TYPO:  # "hvd": only a letter dropped from an everyday word
        return len(target) > len(folded) and target[0] == folded[0] and target in _short_common()
    dropped = len(target) > len(folded) and target[0] == folded[0]
    return dropped or _is_light_slip(folded, target) or _is_neighbouring_key(folded, target)


@lru_cache(maxsize=1)
def _short_common() -> frozenset[str]:
    return frozenset(fold(word) for word in section("function words") if len(word) == _SHORTEST_TYPO)


def _one_slip(folded: str) -> list[str]:
    """Folded targets within one slip: a letter dropped, added or replaced, or two neighbours swapped."""
    index = lexicon().by_deletion
    found = {target for key in _deletions(folded) for target in index.get(key, ())}
    near = sorted(t for t in found if OSA.distance(folded, t) <= 1)
    return near if len(folded) >= _SHORTEST_SUBSTITUTION else [t for t in near if _likely(folded, t)]


def _two_slips(folded: str) -> list[str]:
    """Long folded targets within two slips; the first letter must be right."""
    if len(folded) < _SHORTEST_DOUBLE_TYPO:
        return []
    by_length = lexicon().by_length
    return [
        target
        for length in range(len(folded) - 2, len(folded) + 3)
        for target in by_length.get(length, ())
        if target[0] == folded[0] and OSA.distance(folded, target, score_cutoff=2) <= 2
    ]


def _oddity(folded: str, target: str) -> int:
    """How unusual the slip is, from 0."""
    return 0 if _is_light_slip(folded, target) else 1 if _is_neighbouring_key(folded, target) else 2


def _choose(word: str, folded_targets: list[str]) -> str | None:
    """The one best target for the word, or none when two fit equally well."""
    known, written = lexicon(), fold(word)
    ranked = sorted(
        # Letters are dropped more often than added: of two equals, the longer target.
        (OSA.distance(word, target), _oddity(written, folded), target[0] != word[0], -len(target), target)
        for folded in folded_targets
        for target in known.by_fold[folded]
        if target in known.targets
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:-1] == ranked[1][:-1]):
        return None
    return ranked[0][-1]


def _without_typo(word: str) -> str | None:
    if len(word) < _SHORTEST_TYPO - 1 or is_known(word):
        return None
    folded = fold(word)
    return _choose(word, _one_slip(folded)) or _choose(word, _two_slips(folded))


def _single_a(word: str) -> str | None:
    """The target with one a where the word has two: a doubled letter rather than an å."""
    singles = (word[: m.start()] + word[m.start() + 1 :] for m in re.finditer("aa", word))
    return next((single for single in singles if single in lexicon().targets), None)


def _repaired(word: str, typos: bool) -> str:
    known = lexicon()
    if word in known.words or len(word) < 2 or len(word) > _LONGEST_WORD or not word.isalpha():
        return word
    if word in known.shorthand:
        return known.shorthand[word]
    restored = _restore_from_lexicon(word)
    if restored is None and not is_known(word):
        restored = (_single_a(word) if typos else None) or _restore_as_danish(word) or _restore_in_compound(word)
        restored = restored or (_without_typo(word) if typos else None)
    return restored or word


def _by_parts(word: str, typos: bool) -> str:
    lower = word.lower()
    if not word[:1].isalpha() or any(c.isdigit() for c in word):
        return lower
    return "-".join(_repaired(part, typos) for part in lower.split("-"))


@lru_cache(maxsize=20_000)
def restore(word: str) -> str:
    """The word in lower case with its æ, ø and å put back; typos stay. For names, and for what may not be Danish."""
    return _by_parts(word, typos=False)


@lru_cache(maxsize=20_000)
def correct(word: str) -> str:
    """The word in lower case, repaired if need be. A capitalised word may be a name: it keeps its typos."""
    return _by_parts(word, typos=word == word.lower() or (word.isupper() and len(word) > 4))
