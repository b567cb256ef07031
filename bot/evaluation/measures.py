"""The measures of the report, as pure functions over what was expected and what was read."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.datasets import OUT_OF_SCOPE


@dataclass(frozen=True)
class Judged:
    """A text with the intent it has (`also`: those that serve as well) and the intents that were read, best first."""

    text: str
    expected: str
    also: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]
    threshold: float

    @property
    def got(self) -> str:
        """The best intent, even where it is below the threshold; empty where nothing was read."""
        return self.ranking[0][0] if self.ranking else ""

    @property
    def confidence(self) -> float:
        """How sure the best intent is."""
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def acted(self) -> bool:
        """Whether the guide acts on the best intent."""
        return bool(self.ranking) and self.confidence >= self.threshold

    @property
    def right(self) -> bool:
        """Whether the best intent is the expected one, or one that serves as well."""
        return self.fits(self.got)

    @property
    def settled(self) -> str:
        """The intent that the text is counted under: the expected one also where another that serves was read."""
        return self.expected if self.right else self.got

    def fits(self, intent: str) -> bool:
        """Whether an intent is the expected one or one that serves as well."""
        return intent == self.expected or intent in self.also

    def right_within(self, places: int) -> bool:
        """Whether one of the first `places` intents is right."""
        return any(self.fits(intent) for intent, _ in self.ranking[:places])

    @property
    def in_scope(self) -> float:
        """The confidence of the best intent that the guide has an answer to."""
        return max((confidence for intent, confidence in self.ranking if intent != OUT_OF_SCOPE), default=0.0)

    @property
    def outside(self) -> float:
        """The confidence that the text is out of scope; 0 where that is not ranked."""
        return next((confidence for intent, confidence in self.ranking if intent == OUT_OF_SCOPE), 0.0)

    @property
    def given_a_topic(self) -> bool:
        """Whether the guide acts as on a message of its own domain."""
        return self.acted and self.got != OUT_OF_SCOPE


def share(part: int, whole: int) -> float:
    """Part of whole; 0 where there is nothing."""
    return part / whole if whole else 0.0


def accuracy(judged: Sequence[Judged], places: int = 1) -> float:
    """The share of texts with a right intent among the first `places`."""
    return share(sum(each.right_within(places) for each in judged), len(judged))


def sureness(judged: Sequence[Judged]) -> dict[str, float]:
    """What happens to the texts: acted on rightly or wrongly, the right topic among three on offer, or none of them."""
    kinds = Counter(_degree(each) for each in judged)
    return {kind: share(kinds[kind], len(judged)) for kind in ("acted_right", "acted_wrong", "offered", "lost")}


def _degree(judged: Judged) -> str:
    if judged.acted:
        return "acted_right" if judged.right else "acted_wrong"
    return "offered" if judged.right_within(3) else "lost"


def confusion(judged: Iterable[Judged]) -> dict[str, dict[str, int]]:
    """For each expected intent how often each intent was read; the right ones are on the diagonal."""
    counts: dict[str, Counter[str]] = {}
    for each in judged:
        counts.setdefault(each.expected, Counter())[each.settled] += 1
    return {expected: dict(counts[expected].most_common()) for expected in sorted(counts)}


@dataclass(frozen=True)
class Score:
    """How well one intent or fact is found. `texts`: how often it was expected."""

    name: str
    texts: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """How many of those found are right; 1 where none was found, for then none is wrong."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """How many of those expected were found; 1 where none was expected."""
        return self.right / self.texts if self.texts else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.texts) if self.found + self.texts else 1.0

    def as_json(self) -> dict[str, Any]:
        """The score with what follows from it."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {"name": self.name, "texts": self.texts, "found": self.found, "right": self.right, **figures}


def intent_scores(judged: Sequence[Judged]) -> list[Score]:
    """The score of each intent, the worst first."""
    expected = Counter(each.expected for each in judged)
    found = Counter(each.settled for each in judged if each.settled)
    right = Counter(each.expected for each in judged if each.right)
    scores = [Score(name, expected[name], found[name], right[name]) for name in sorted({*expected, *found})]
    return sorted(scores, key=lambda score: score.f1)


@dataclass(frozen=True)
class Border:
    """Two intents of which the first was taken for the second."""

    expected: str
    got: str
    texts: tuple[Judged, ...]


def worst_borders(judged: Iterable[Judged]) -> list[Border]:
    """All confusions, those that happen most first; of equals the surer, which do more harm."""
    found: dict[tuple[str, str], list[Judged]] = {}
    for each in judged:
        if not each.right:
            found.setdefault((each.expected, each.got), []).append(each)
    borders = [
        Border(expected, got, tuple(sorted(texts, key=lambda each: -each.confidence)))
        for (expected, got), texts in found.items()
    ]
    return sorted(borders, key=lambda each: (-len(each.texts), -sum(text.confidence for text in each.texts)))


@dataclass(frozen=True)
class Bin:
    """Texts whose confidence lies from `low` up to `high`: how many, how sure on average, how many of them right."""

    low: float
    high: float
    texts: int
    confidence: float
    accuracy: float


def calibration_bins(judged: Sequence[Judged], count: int = 10) -> list[Bin]:
    """Equally wide bins of confidence. A confidence of 1 belongs to the last one."""
    sorted_in: list[list[Judged]] = [[] for _ in range(count)]
    for each in judged:
        sorted_in[min(int(each.confidence * count), count - 1)].append(each)
    return [
        Bin(
            number / count,
            (number + 1) / count,
            len(texts),
            sum(each.confidence for each in texts) / len(texts) if texts else 0.0,
            accuracy(texts),
        )
        for number, texts in enumerate(sorted_in)
    ]


def calibration_error(bins: Iterable[Bin]) -> float:
    """The expected calibration error: how far confidence and accuracy lie apart, weighted by the texts of each bin."""
    filled = [each for each in bins if each.texts]
    total = sum(each.texts for each in filled)
    return sum(each.texts * abs(each.confidence - each.accuracy) for each in filled) / total if total else 0.0


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """How often a positive has the higher score than a negative, ties counting half; 0.5 where there are no pairs."""
    if not positives or not negatives:
        return 0.5
    ordered = sorted(negatives)
    below = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in positives)
    return below / 2 / (len(positives) * len(negatives))


def out_of_scope_auroc(outside: Sequence[Judged], inside: Sequence[Judged]) -> float:
    """How well texts that the guide has no answer to are told apart by how unsure its best topic is."""
    return auroc([1 - each.in_scope for each in outside], [1 - each.in_scope for each in inside])


def own_class_auroc(outside: Sequence[Judged], inside: Sequence[Judged]) -> float:
    """The same, told by the confidence of *out of scope* itself."""
    return auroc([each.outside for each in outside], [each.outside for each in inside])


def confident_wrong(outside: Sequence[Judged]) -> float:
    """The share of the texts out of scope that get a topic's answer all the same."""
    return share(sum(each.given_a_topic for each in outside), len(outside))


@dataclass(frozen=True)
class CurvePoint:
    """At a threshold: the share of texts out of scope that get no topic, and of those in scope that get none either."""

    threshold: float
    rejected: float
    false_alarms: float


def out_of_scope_curve(outside: Sequence[Judged], inside: Sequence[Judged], steps: int = 50) -> list[CurvePoint]:
    """The curve over thresholds from 0 to 1."""

    def rejected(judged: Sequence[Judged], threshold: float) -> float:
        return share(sum(each.got == OUT_OF_SCOPE or each.confidence < threshold for each in judged), len(judged))

    thresholds = [step / steps for step in range(steps + 1)]
    return [CurvePoint(each, rejected(outside, each), rejected(inside, each)) for each in thresholds]


@dataclass(frozen=True)
class FactsRead:
    """A text with the facts it states and those that were read."""

    text: str
    expected: Mapping[str, Any]
    got: Mapping[str, Any]

    @property
    def right(self) -> bool:
        """Whether exactly the stated facts were read."""
        return _pairs(self.expected) == _pairs(self.got)


def comparable(value: Any) -> Any:
    """A fact's value such that equal ones compare equal: the order of services says nothing, and 250 is not "250"."""
    return frozenset(value) if isinstance(value, list | tuple) else value


def _pairs(facts: Mapping[str, Any]) -> set[tuple[str, Any]]:
    return {(name, comparable(value)) for name, value in facts.items()}


def fact_scores(read: Sequence[FactsRead]) -> list[Score]:
    """The score of each fact, the worst first. A wrong value counts as one fact too many and one too few."""
    expected, found, right = Counter[str](), Counter[str](), Counter[str]()
    for each in read:
        expected.update(each.expected.keys())
        found.update(each.got.keys())
        right.update(name for name, _ in _pairs(each.expected) & _pairs(each.got))
    scores = [Score(name, expected[name], found[name], right[name]) for name in sorted({*expected, *found})]
    return sorted(scores, key=lambda score: score.f1)


def together(scores: Sequence[Score]) -> Score:
    """The micro average: all counted in one."""
    return Score(
        "",
        sum(each.texts for each in scores),
        sum(each.found for each in scores),
        sum(each.right for each in scores),
    )


def false_facts(read: Sequence[FactsRead]) -> float:
    """The share of the texts that state nothing in which a fact was read all the same."""
    stating_none = [each for each in read if not each.expected]
    return share(sum(bool(each.got) for each in stating_none), len(stating_none))


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of all values do not exceed; 0 where there are none."""
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]
