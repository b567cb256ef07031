"""Readable phrase tables, matched by spaCy.

A phrase is written as words with single spaces; the notation:

=============  =====================================================================
``a|b``        either word
``stem*``      any word that begins so; ``*stem``: ends so
``word?``      the word may be missing
``..3``        up to three words of any kind, but no punctuation, *men* or *hvis*
``$NAME``      a word class of ``vocabulary.CLASSES``
``#``          a number
=============  =====================================================================

Only the words of the tables ever reach spaCy: every other word is replaced by a placeholder. So its string store cannot
grow with what users write, and nothing they wrote stays in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.language.facts.tokens import Unit
from bot.language.facts.vocabulary import CLASSES

_OTHER_WORD = "·"
_NUMBER = "#"
_MARKS = tuple(",.;:!?()[]/|=+&-–—\"'»«…*")
#: What a gap (``..3``) never reaches across.
_GAP_STOPS = [*(mark for mark in _MARKS if mark not in ":=\"'»«"), "men", "hvis", "hvorvidt", "fordi", "mens", "selvom"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of the concept ``name`` over the units ``start`` to ``end`` (exclusive)."""

    name: str
    start: int
    end: int


class Phrases:
    """Phrase tables, each phrase a spaCy matcher that runs only when all its words are in the message."""

    def __init__(self, tables: Mapping[str, Iterable[str]]) -> None:
        self._vocab = spacy.blank("da").vocab
        self._literals: set[str] = {*_MARKS, _OTHER_WORD, _NUMBER}
        self._prefixes: set[str] = set()
        self._suffixes: set[str] = set()
        parsed = [(name, _parse(phrase)) for name, phrases in tables.items() for phrase in phrases]
        for word in {word for _, phrase in parsed for slot in phrase for word in slot.words}:
            self._learn(word)
        self._literals.update(_GAP_STOPS)
        self._coverage: dict[str, frozenset[str]] = {}
        self._phrases = [_Phrase(name, tuple(self._covered(slot) for slot in phrase)) for name, phrase in parsed]
        self._by_rarest_word: dict[str, list[_Phrase]] = {}
        for entry in self._phrases:
            for symbol in min(entry.required, key=len):
                self._by_rarest_word.setdefault(symbol, []).append(entry)

    def find(self, units: Sequence[Unit]) -> list[Mark]:
        """Every place of every phrase in ``units``, in order; a gap may give several ends for one beginning."""
        words = [_NUMBER if unit.kind == "number" else self._symbol(unit.norm) for unit in units]
        if not words:
            return []
        doc = Doc(self._vocab, words=words)
        present = set(words)
        found: set[Mark] = set()
        for entry in self._candidates(present):
            found.update(Mark(entry.name, start, end) for _, start, end in entry.matcher(self._vocab)(doc))
        return sorted(found, key=lambda mark: (mark.start, mark.end, mark.name))

    def _candidates(self, present: set[str]) -> Iterable[_Phrase]:
        for symbol in present:
            for entry in self._by_rarest_word.get(symbol, ()):
                if not any(words.isdisjoint(present) for words in entry.required):
                    yield entry

    def _covered(self, slot: _Slot) -> _Slot:
        """The slot with the symbols that stand for its words."""
        if slot.gap:
            return slot
        for word in slot.words:
            if word not in self._coverage:
                self._coverage[word] = frozenset(self._symbols_for(word))
        return replace(slot, symbols=frozenset().union(*(self._coverage[word] for word in slot.words)))

    def _learn(self, word: str) -> None:
        if len(word) > 1 and word.endswith("*"):
            self._prefixes.add(word[:-1])
        elif len(word) > 1 and word.startswith("*"):
            self._suffixes.add(word[1:])
        else:
            self._literals.add(word)

    def _symbol(self, norm: str) -> str:
        """What spaCy sees for a word: itself if a table names it, else its longest known stem and ending."""
        if norm in self._literals:
            return norm
        sizes = range(len(norm), 1, -1)
        prefix = next((norm[:size] for size in sizes if norm[:size] in self._prefixes), "")
        suffix = next((norm[-size:] for size in sizes if norm[-size:] in self._suffixes), "")
        return f"{prefix}*{suffix}" if prefix or suffix else _OTHER_WORD

    def _symbols_for(self, word: str) -> list[str]:
        """The symbols that stand for ``word``: a stem also covers longer stems and whole words that begin with it."""
        if word in self._literals:
            return [word]
        known = [literal for literal in self._literals if _fits(word, literal)]
        prefixes = ["", *self._prefixes]
        suffixes = ["", *self._suffixes]
        if word.endswith("*"):
            prefixes = [stem for stem in self._prefixes if stem.startswith(word[:-1])]
        else:
            suffixes = [stem for stem in self._suffixes if stem.endswith(word[1:])]
        return known + [f"{prefix}*{suffix}" for prefix in prefixes for suffix in suffixes]


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of a phrase: words and the symbols that stand for them, or a gap."""

    words: tuple[str, ...]
    optional: bool = False
    gap: int = 0
    symbols: frozenset[str] = frozenset()

    def pattern(self) -> dict[str, object]:
        """The slot in spaCy's notation."""
        if self.gap:
            return {"ORTH": {"NOT_IN": _GAP_STOPS}, "OP": f"{{0,{self.gap}}}"}
        word: object = next(iter(self.symbols)) if len(self.symbols) == 1 else {"IN": sorted(self.symbols)}
        return {"ORTH": word, "OP": "?"} if self.optional else {"ORTH": word}


class _Phrase:
    """A phrase with its matcher, which is built when first needed: few messages need more than thirty."""

    def __init__(self, name: str, slots: tuple[_Slot, ...]) -> None:
        self.name = name
        self.required = [slot.symbols for slot in slots if not slot.gap and not slot.optional]
        self._slots = slots
        self._matcher: Matcher | None = None

    def matcher(self, vocab: Vocab) -> Matcher:
        """The spaCy matcher of this phrase."""
        if self._matcher is None:
            self._matcher = Matcher(vocab)
            self._matcher.add(self.name, [[slot.pattern() for slot in self._slots]])
        return self._matcher


def _parse(phrase: str) -> tuple[_Slot, ...]:
    return tuple(_parse_slot(part) for part in phrase.split())


def _parse_slot(part: str) -> _Slot:
    if part.startswith(".."):
        return _Slot((), gap=int(part[2:]))
    optional = len(part) > 1 and part.endswith("?")
    words: list[str] = []
    for word in part.removesuffix("?").split("|") if optional else part.split("|"):
        words.extend(CLASSES[word[1:]].split("|") if word.startswith("$") else [word])
    return _Slot(tuple(words), optional=optional)


def _fits(stem: str, word: str) -> bool:
    return word.startswith(stem[:-1]) if stem.endswith("*") else word.endswith(stem[1:])
