"""Which intent a message has, how sure that is, and whether it is about something else altogether.

One linear support vector machine over sparse features (features.py) and, where there is an embedder, over the centred
sentence vector. Two such models are trained at once, with and without vectors, so that a machine without the embedder
still classifies. Out-of-fold scores of the training texts fix how decision values become confidences, how what lies
outside is told (its own class together with the nearest neighbours' cosine), and below which confidence not to act.

Stored as .npz and JSON: a model must not be able to run code when it is loaded.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.language.asking import last_question
from bot.language.calibration import Doubles, Logistic, choose_threshold, fit_sharpness, softmax
from bot.language.embedding import DIMENSIONS, Embedder
from bot.language.features import Settings, SparseFeatures
from bot.language.repair import repair
from bot.language.slips import hurried

OUT_OF_SCOPE = "out_of_scope"
_FORMAT = 1
_FOLDS = 4
#: The share of training texts out of scope that may be acted on, out of fold. They are near misses by design, far harder than what users
#: write: on texts of other hands it comes out at about a quarter of this.
_TOLERATED = 0.12
#: However well that goes: an intent that is hardly likelier than all others together is not acted on.
_LEAST = 0.55
_VECTOR_WEIGHT = 0.7  # length of the sentence vector beside two sparse blocks of length 1
_REGULARISATION = 1.0
_NEIGHBOURS = 3
_SETTLED = 0.95  # confidence of the words alone that no sentence vector is asked to better
#: Below the first, a message that ends in a question is read by that question alone, where it is as sure as the second.
_UNSURE, _PLAIN = 0.65, 0.8

Floats = NDArray[np.float32]
Indexes = NDArray[np.int64]


@dataclass(frozen=True)
class Prediction:
    """All intents with their confidences (adding up to 1), surest first, and how likely none of them is meant."""

    ranking: tuple[tuple[str, float], ...]
    out_of_scope_score: float

    @property
    def intent(self) -> str:
        """The first intent."""
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        """The first intent's confidence."""
        return self.ranking[0][1]


@dataclass(frozen=True)
class _Model:
    """One trained path: with vectors or without."""

    weights: Floats  # (features, intents)
    intercept: Floats  # (intents,)
    sharpness: float
    outside: Logistic
    threshold: float


@dataclass(frozen=True)
class _Neighbours:
    """The training texts' vectors, and which of them are out of scope."""

    mean: Floats  # (384,)
    vectors: Floats  # (texts, 384), centred, of length 1
    outside: NDArray[np.bool_]  # (texts,)

    def centred(self, vectors: Floats) -> Floats:
        """Vectors (n, 384) minus the training mean, of length 1: unrelated texts then have a cosine near 0."""
        moved = vectors - self.mean
        result: Floats = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        return result


def _as_stored(values: Floats) -> Floats:
    """Rounded to the 16 bits that are stored, so that a classifier predicts the same before and after."""
    return values.astype(np.float16).astype(np.float32)


def _folds(texts: Sequence[str], labels: Indexes) -> Indexes:
    """A fold for every text: each intent is dealt out evenly, in an order that depends on the texts alone."""
    order = sorted(range(len(texts)), key=lambda i: (labels[i], sha256(texts[i].encode()).digest()))
    folds = np.zeros(len(texts), np.int64)
    folds[order] = np.arange(len(texts)) % _FOLDS
    return folds


def _svm(inputs: Any, labels: Indexes, classes: int) -> tuple[Floats, Floats]:
    """Weights (features, classes) and intercepts; a class without texts scores as low as can be."""
    from sklearn.svm import LinearSVC  # takes seconds to import, and only training needs it

    present, counts = np.unique(labels, return_counts=True)
    # Rare intents count for more, by the square root: what is written often is not what is asked often.
    balance = dict(zip(present.tolist(), np.sqrt(np.median(counts) / counts).tolist(), strict=True))
    machine = LinearSVC(C=_REGULARISATION, class_weight=balance, tol=1e-2, max_iter=500, random_state=0)
    machine.fit(inputs, labels)
    weights = np.zeros((inputs.shape[1], classes), np.float32)
    intercept = np.full(classes, -3.0, np.float32)
    if len(machine.classes_) == 2:  # one row then speaks for both
        weights[:, machine.classes_] = np.vstack([-machine.coef_, machine.coef_]).T
        intercept[machine.classes_] = [-machine.intercept_[0], machine.intercept_[0]]
    else:
        weights[:, machine.classes_] = machine.coef_.T
        intercept[machine.classes_] = machine.intercept_
    return weights, intercept


def _out_of_fold(inputs: Any, labels: Indexes, classes: int, folds: Indexes, written: int) -> Doubles:
    """Decision values (written texts, classes), each from a machine that saw neither the text nor its hurried copy."""
    decisions = np.zeros((written, classes))
    for fold in range(_FOLDS):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds[:written] == fold)
        if len(outside):
            weights, intercept = _svm(inputs[inside], labels[inside], classes)
            decisions[outside] = inputs[outside] @ weights + intercept
    return decisions


def _nearest(cosines: Floats, outside: NDArray[np.bool_]) -> Doubles:
    """Mean cosine of the nearest few texts inside the scope, and of those outside: (rows, 2)."""
    columns = []
    for group in (~outside, outside):
        count = min(_NEIGHBOURS, int(group.sum()))
        near = np.partition(cosines[:, group], -count, axis=1)[:, -count:] if count else np.zeros((len(cosines), 1))
        columns.append(near.mean(axis=1))
    return np.stack(columns, axis=1).astype(np.float64)


def _outside_features(decisions: Doubles, at: int, coverage: Doubles, nearest: Doubles | None) -> Doubles:
    """What tells a text out of scope: its class's score, the best other scores, words known, neighbours."""
    others = np.sort(np.delete(decisions, at, axis=1), axis=1)
    columns = [decisions[:, at], others[:, -1], others[:, -1] - others[:, -2:].mean(axis=1), coverage]
    features = np.stack(columns, axis=1)
    return features if nearest is None else np.hstack([features, nearest])


def _confidences(decisions: Doubles, sharpness: float, outside: Doubles, at: int) -> Doubles:
    """Shares per intent: the class out of scope gets what the detector says, the others divide the rest."""
    shares = softmax(decisions * sharpness)
    shares[:, at] = 0
    shares *= (1 - outside)[:, None] / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    shares[:, at] = outside
    return shares


class IntentClassifier:
    """The trained classifier; ``fit`` or ``load`` makes one."""

    def __init__(
        self,
        intents: Sequence[str],
        features: SparseFeatures,
        models: dict[str, _Model],
        neighbours: _Neighbours | None,
        embedder: Embedder | None,
    ) -> None:
        self.intents = tuple(intents)
        self._at = self.intents.index(OUT_OF_SCOPE)
        self._features = features
        self._models = models
        self._neighbours = neighbours
        self._embedder = embedder if neighbours is not None and "full" in models else None
        self._model = models["full" if self._embedder else "sparse"]

    @property
    def threshold(self) -> float:
        """The confidence below which the bot should not act on the first intent."""
        return self._model.threshold

    @property
    def uses_vectors(self) -> bool:
        """Whether sentence vectors take part."""
        return self._embedder is not None

    @classmethod
    def fit(
        cls, texts: Sequence[str], intents: Sequence[str], embedder: Embedder | None, settings: Settings | None = None
    ) -> Self:
        """Trains on texts as users write them and their intents, one each; ``out_of_scope`` must be among them."""
        names = sorted(set(intents))
        if OUT_OF_SCOPE not in names:
            raise ValueError(f"the training texts need some with the intent {OUT_OF_SCOPE}")
        place = {name: at for at, name in enumerate(names)}
        labels = np.array([place[intent] for intent in intents], np.int64)
        repaired = [repair(text).text for text in texts]
        copied, copies = _hurried_copies(texts)
        every = [*repaired, *copies]
        features = SparseFeatures.fit(every, settings)
        folds = _folds(repaired, labels)
        training = _Training(
            features.matrix(every),
            features.coverage(repaired),
            np.concatenate([labels, labels[copied]]),
            np.concatenate([folds, folds[copied]]),
        )
        models = {"sparse": training.model(len(names), place[OUT_OF_SCOPE], None, None)}
        neighbours = None
        if embedder is not None:
            vectors = embedder.embed_many(every)
            neighbours = _Neighbours(vectors[: len(texts)].mean(axis=0), vectors, labels == place[OUT_OF_SCOPE])
            centred = _as_stored(neighbours.centred(vectors))
            neighbours = replace(neighbours, vectors=centred[: len(texts)])
            models["full"] = training.model(len(names), place[OUT_OF_SCOPE], neighbours, centred)
        return cls(names, features, models, neighbours, embedder)

    def predict(self, text: str) -> Prediction:
        """The intents of a message as the user wrote it.

        Who tells at length and asks at the end is understood by the question, where the whole says too many things at once.
        """
        whole = self._predict(text)
        question = last_question(text) if whole.confidence < _UNSURE else None
        if question is None:
            return whole
        asked = self._predict(question)
        return asked if asked.confidence >= max(_PLAIN, whole.confidence) else whole

    def _predict(self, text: str) -> Prediction:
        """The words alone settle most messages. The vector costs ten times as much and is taken only where they do not."""
        repaired = repair(text).text
        columns, values = self._features.row(repaired)
        coverage = self._features.coverage([repaired])
        by_words = self._by(self._models["sparse"], columns, values, coverage, None)
        if self._embedder is None or self._neighbours is None or by_words.confidence >= _SETTLED:
            return by_words
        vector = self._neighbours.centred(self._embedder.embed(repaired)[None])
        return self._by(self._models["full"], columns, values, coverage, vector)

    def _by(
        self, model: _Model, columns: Indexes, values: Floats, coverage: Doubles, vector: Floats | None
    ) -> Prediction:
        """The prediction of one path; `vector` is the centred sentence vector, None for the path without."""
        decisions = (values @ model.weights[columns] + model.intercept).astype(np.float64)[None]
        nearest = None
        if vector is not None and self._neighbours is not None:
            decisions += _VECTOR_WEIGHT * vector @ model.weights[-DIMENSIONS:]
            nearest = _nearest(vector @ self._neighbours.vectors.T, self._neighbours.outside)
        outside = model.outside(_outside_features(decisions, self._at, coverage, nearest))
        shares = _confidences(decisions, model.sharpness, outside, self._at)[0]
        order = np.argsort(-shares, kind="stable")
        return Prediction(tuple((self.intents[at], float(shares[at])) for at in order), float(outside[0]))

    def save(self, directory: Path) -> None:
        """Writes the classifier into a directory, which is made if need be."""
        directory = Path(directory)
        directory.mkdir(parents=True, exist_ok=True)
        for name, model in self._models.items():
            arrays = {f"outside_{k}": v for k, v in asdict(model.outside).items()}
            np.savez(
                directory / f"{name}.npz",
                weights=model.weights.astype(np.float16),
                intercept=model.intercept,
                sharpness=model.sharpness,
                threshold=model.threshold,
                **arrays,
            )
        if self._neighbours is not None:
            near = self._neighbours
            np.savez(
                directory / "neighbours.npz",
                mean=near.mean,
                vectors=near.vectors.astype(np.float16),
                outside=near.outside,
            )
        self._features.save(directory)
        described = {"format": _FORMAT, "intents": self.intents}
        (directory / "classifier.json").write_text(json.dumps(described, ensure_ascii=False, indent=1), "utf-8")

    @classmethod
    def load(cls, directory: Path, embedder: Embedder | None) -> Self:
        """Reads a classifier; without an embedder, or one trained without, the sparse model is used."""
        directory = Path(directory)
        described = json.loads((directory / "classifier.json").read_text("utf-8"))
        if described["format"] != _FORMAT:
            raise ValueError(f"{directory} holds a classifier of format {described['format']}, not {_FORMAT}")
        neighbours = None
        if embedder is not None and (directory / "full.npz").is_file():
            with np.load(directory / "neighbours.npz", allow_pickle=False) as near:
                neighbours = _Neighbours(near["mean"], near["vectors"].astype(np.float32), near["outside"])
        names = ["sparse", *(["full"] if neighbours else [])]
        models = {name: _load_model(directory / f"{name}.npz") for name in names}
        return cls(described["intents"], SparseFeatures.load(directory), models, neighbours, embedder)


def _load_model(path: Path) -> _Model:
    with np.load(path, allow_pickle=False) as stored:
        outside = Logistic(
            stored["outside_mean"],
            stored["outside_scale"],
            stored["outside_weights"],
            float(stored["outside_intercept"]),
        )
        return _Model(
            stored["weights"].astype(np.float32),
            stored["intercept"],
            float(stored["sharpness"]),
            outside,
            float(stored["threshold"]),
        )


def _hurried_copies(texts: Sequence[str]) -> tuple[Indexes, list[str]]:
    """The numbers of every other text, and these once more with slips, repaired."""
    copied, copies = [], []
    for at, text in enumerate(texts):
        worn = hurried(text) if sha256(text.encode()).digest()[0] % 2 else None
        if worn is not None:
            copied.append(at)
            copies.append(repair(worn).text)
    return np.array(copied, np.int64), copies


@dataclass(frozen=True)
class _Training:
    """What both models are trained on: the texts as written, and after them the hurried copies of some.

    Only the texts as written calibrate: what is sure is not to hang on slips that we made.
    """

    sparse: Any  # csr_matrix (texts and copies, features)
    coverage: Doubles  # (texts,)
    labels: Indexes  # (texts and copies,)
    folds: Indexes  # (texts and copies,); a copy lies in the fold of its text

    def model(self, classes: int, at: int, neighbours: _Neighbours | None, vectors: Floats | None) -> _Model:
        """Trains one path and fits its calibration on out-of-fold decisions; ``at`` is the class out of scope."""
        inputs, nearest = self.sparse, None
        if neighbours is not None and vectors is not None:
            from scipy.sparse import csr_matrix, hstack

            inputs = hstack([self.sparse, csr_matrix(_VECTOR_WEIGHT * vectors)], format="csr")
            nearest = self._nearest_of_other_folds(neighbours)
        written = len(self.coverage)
        decisions = _out_of_fold(inputs, self.labels, classes, self.folds, written)
        labels = self.labels[:written]
        truth = labels == at
        features = _outside_features(decisions, at, self.coverage, nearest)
        outside = Logistic.fit(features, truth)
        inside = np.delete(decisions, at, axis=1)[~truth]
        known = np.where(labels > at, labels - 1, labels)[~truth]
        sharpness = fit_sharpness(inside, known)
        shares = _confidences(decisions, sharpness, outside(features), at)[truth]
        threshold = max(_LEAST, choose_threshold(shares.max(axis=1), shares.argmax(axis=1) != at, _TOLERATED))
        weights, intercept = _svm(inputs, self.labels, classes)
        return _Model(_as_stored(weights), intercept, sharpness, outside, threshold)

    def _nearest_of_other_folds(self, neighbours: _Neighbours) -> Doubles:
        folds = self.folds[: len(self.coverage)]
        result = np.zeros((len(folds), 2))
        for fold in range(_FOLDS):
            asked, others = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
            for part in np.array_split(asked, 1 + len(asked) // 500):
                cosines = neighbours.vectors[part] @ neighbours.vectors[others].T
                result[part] = _nearest(cosines, neighbours.outside[others])
        return result
