"""Dictionary forms of Danish words: "leverandørerne" → "leverandør".

The full table of simplemma holds 788,000 forms and costs a second and 100 MB to load. A classifier needs the forms of
its own words only: ``Lemmas.of`` picks those once, when training, and the model stores them.
"""

from collections.abc import Iterable
from functools import lru_cache

from bot.language.compounds import split
from bot.language.spelling import lexicon

_ENDINGS = ("ernes", "erne", "enes", "ene", "ers", "ens", "ets", "nes", "er", "en", "et", "ne", "s", "e", "r", "n", "t")
_SHORTEST_STEM = 3


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, str]:
    """Every form that simplemma knows for Danish, lower-case, with its lemma."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table = DefaultDictionaryFactory().get_dictionary("da")
    return {form: table[form] for form in table if form.isalpha() and form == form.lower()}


class Lemmas:
    """A table of forms, and rules for words that are in no table."""

    def __init__(self, table: dict[str, str]) -> None:
        self.table = table
        self._lemmas = frozenset(table.values())
        self._cache: dict[str, str] = {}

    @classmethod
    def of(cls, words: Iterable[str]) -> "Lemmas":
        """A table of all forms of the lemmas that these words have."""
        dictionary = _dictionary()
        wanted = {part for word in words for part in (word, *split(word))} | lexicon().words
        lemmas = {dictionary[word] for word in wanted if word in dictionary}
        return cls({form: lemma for form, lemma in dictionary.items() if lemma in lemmas and lemma.isalpha()})

    def __call__(self, word: str) -> str:
        """The lemma of a lower-case word; the word itself when nothing is known."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) > 20_000:
                self._cache.clear()
            found = self._cache[word] = self._find(word)
        return found

    def _find(self, word: str) -> str:
        found = self.table.get(word)
        if found is not None:
            return found
        parts = split(word)
        if parts and word.endswith(parts[-1]):  # a compound bends at its end
            return word[: -len(parts[-1])] + self.table.get(parts[-1], parts[-1])
        for ending in _ENDINGS:
            stem = word[: -len(ending)]
            if (
                word.endswith(ending)
                and len(stem) >= _SHORTEST_STEM
                and (stem in self._lemmas or stem in lexicon().words)
            ):
                return stem
        return word
