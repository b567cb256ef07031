"""Turns repaired text into sparse features: words, lemmas, parts of compounds, runs of letters, weighted by TF-IDF.

Two blocks, each scaled to length 1 before weighting: what the words are, and which letters stand together. The second
carries over what repairing left misspelt.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.language.compounds import split
from bot.language.lemmas import Lemmas

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[?!]")


@dataclass(frozen=True)
class Settings:
    """What is counted and how the blocks are weighed."""

    shortest_run: int = 2  # letters
    longest_run: int = 5
    rarest_word: int = 2  # texts that a feature must occur in
    rarest_run: int = 2
    word_weight: float = 0.8
    letter_weight: float = 1.0


def tokens(text: str) -> list[str]:
    """Words in order; a number becomes "#" with its count of digits, since its value says nothing of what is meant."""
    return [f"#{len(t)}" if t.isdigit() else t for t in _TOKEN.findall(text)]


def _word_features(text: str, lemmas: Lemmas) -> list[str]:
    words = tokens(text)
    stems = [lemmas(word) for word in words]
    edges = ["^", *stems, "$"]
    parts = [lemmas(part) for word in words for part in split(word)]
    return [
        *(f"w {word}" for word in words),
        *(f"l {stem}" for stem in stems),
        *(f"b {first} {second}" for first, second in pairwise(edges)),
        *(f"p {part}" for part in parts),
        *(f"p {stem}" for word, stem in zip(words, stems, strict=True) if not split(word)),
    ]


def _letter_features(text: str, settings: Settings) -> list[str]:
    """Runs of letters inside words, with a space at either end of the word."""
    runs = []
    for word in text.split():
        padded = f" {word} "
        for length in range(settings.shortest_run, settings.longest_run + 1):
            runs += [padded[at : at + length] for at in range(max(1, len(padded) - length + 1))]
    return runs


class _Block:
    """One kind of features: a vocabulary and the inverse document frequencies."""

    def __init__(self, vocabulary: Sequence[str], idf: NDArray[np.float32]) -> None:
        self.vocabulary = list(vocabulary)
        self.idf = idf
        self.columns = {feature: column for column, feature in enumerate(vocabulary)}

    @classmethod
    def fit(cls, documents: Sequence[Sequence[str]], rarest: int) -> Self:
        counts = Counter(feature for document in documents for feature in set(document))
        vocabulary = sorted(feature for feature, count in counts.items() if count >= rarest)
        frequency = np.array([counts[feature] for feature in vocabulary], np.float64)
        idf = np.log((1 + len(documents)) / (1 + frequency)) + 1
        return cls(vocabulary, idf.astype(np.float32))

    def row(self, document: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The document's columns and its weights, of length 1 together (or empty)."""
        found = Counter(column for feature in document if (column := self.columns.get(feature)) is not None)
        columns = np.fromiter(found.keys(), np.int64, len(found))
        counts = np.fromiter(found.values(), np.float32, len(found))
        weights = (1 + np.log(counts)) * self.idf[columns]
        return columns, (weights / max(float(np.linalg.norm(weights)), 1e-9)).astype(np.float32)


class SparseFeatures:
    """The fitted blocks."""

    def __init__(self, settings: Settings, lemmas: Lemmas, words: _Block, letters: _Block) -> None:
        self.settings = settings
        self.lemmas = lemmas
        self._words = words
        self._letters = letters

    @property
    def size(self) -> int:
        """How many columns there are."""
        return len(self._words.vocabulary) + len(self._letters.vocabulary)

    @classmethod
    def fit(cls, texts: Sequence[str], settings: Settings | None = None) -> Self:
        """Learns vocabulary and frequencies from repaired texts."""
        settings = settings or Settings()
        lemmas = Lemmas.of({token for text in texts for token in tokens(text)})
        words = _Block.fit([_word_features(text, lemmas) for text in texts], settings.rarest_word)
        letters = _Block.fit([_letter_features(text, settings) for text in texts], settings.rarest_run)
        return cls(settings, lemmas, words, letters)

    def row(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """One text's columns and weights."""
        columns, weights = self._words.row(_word_features(text, self.lemmas))
        more, others = self._letters.row(_letter_features(text, self.settings))
        return (
            np.concatenate([columns, more + len(self._words.vocabulary)]),
            np.concatenate([weights * self.settings.word_weight, others * self.settings.letter_weight]),
        )

    def matrix(self, texts: Iterable[str]) -> "csr_matrix[Any]":
        """The rows of several texts as one sparse matrix (texts, size)."""
        from scipy.sparse import csr_matrix  # only training needs it

        rows = [self.row(text) for text in texts]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows]) if rows else np.zeros(0, np.int64)
        weights = np.concatenate([weights for _, weights in rows]) if rows else np.zeros(0, np.float32)
        return csr_matrix((weights, columns, starts), shape=(len(rows), self.size), dtype=np.float32)

    def coverage(self, texts: Iterable[str]) -> NDArray[np.float64]:
        """Which share of each text's words occurred in training, in whatever form (texts,); 1 without words."""
        known = self._words.columns
        shares = []
        for text in texts:
            words = [w for w in tokens(text) if w[0].isalpha()]
            shares.append(sum(f"l {self.lemmas(w)}" in known for w in words) / len(words) if words else 1.0)
        return np.array(shares, np.float64)

    def save(self, directory: Path) -> None:
        """Writes features.json and features.npz."""
        described = {"settings": asdict(self.settings), "lemmas": self.lemmas.table}
        vocabularies = {"words": self._words.vocabulary, "letters": self._letters.vocabulary}
        (directory / "features.json").write_text(json.dumps(described | vocabularies, ensure_ascii=False), "utf-8")
        np.savez(directory / "features.npz", words=self._words.idf, letters=self._letters.idf)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Reads what ``save`` wrote."""
        described = json.loads((directory / "features.json").read_text("utf-8"))
        with np.load(directory / "features.npz", allow_pickle=False) as idf:
            words = _Block(described["words"], idf["words"])
            letters = _Block(described["letters"], idf["letters"])
        return cls(Settings(**described["settings"]), Lemmas(described["lemmas"]), words, letters)
