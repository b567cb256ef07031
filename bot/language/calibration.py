"""Makes scores mean something: confidences that hold as often as they say, and the threshold for acting on them.

Everything here is fitted on out-of-fold scores, that is, on texts the scoring model had not seen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
_TEMPERATURES = np.geomspace(0.5, 20, 60)
_BINS = 10


def softmax(scores: Doubles) -> Doubles:
    """Rows of scores to rows of shares that add up to 1."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Doubles = shifted / shifted.sum(axis=-1, keepdims=True)
    return shares


def fit_sharpness(decisions: Doubles, truth: NDArray[np.int64]) -> float:
    """The factor on the decision values (texts, classes) under which the true classes are most likely."""
    rows = np.arange(len(truth))
    losses = [-np.log(softmax(decisions * s)[rows, truth] + 1e-12).mean() for s in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def calibration_error(confidence: Doubles, right: NDArray[np.bool_]) -> float:
    """Expected calibration error: the mean gap between confidence and accuracy over ten equally wide bins."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def auroc(score: Doubles, positive: NDArray[np.bool_]) -> float:
    """How often a positive scores above a negative (ties count half)."""
    _, ranks_of, counts = np.unique(score, return_inverse=True, return_counts=True)
    upper = np.cumsum(counts)
    ranks = (upper - (counts - 1) / 2)[ranks_of]
    n_positive, n_negative = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - n_positive * (n_positive + 1) / 2) / max(1, n_positive * n_negative))


@dataclass(frozen=True)
class Logistic:
    """A logistic regression on standardised features."""

    mean: Doubles
    scale: Doubles
    weights: Doubles
    intercept: float

    def __call__(self, features: Doubles) -> Doubles:
        """Probabilities (rows,) for features (rows, columns)."""
        logits = ((features - self.mean) / self.scale) @ self.weights + self.intercept
        probabilities: Doubles = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return probabilities

    @classmethod
    def fit(cls, features: Doubles, positive: NDArray[np.bool_]) -> "Logistic":
        """Fits by Newton's method with a light ridge; always gives the same result."""
        mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
        inputs = np.hstack([(features - mean) / scale, np.ones((len(features), 1))])
        ridge = np.diag([1.0] * features.shape[1] + [0.0]) + 1e-6 * np.eye(features.shape[1] + 1)
        beta = np.zeros(inputs.shape[1])
        for _ in range(30):
            p = 1 / (1 + np.exp(-np.clip(inputs @ beta, -30, 30)))
            gradient = inputs.T @ (p - positive) + ridge @ beta
            curvature = (inputs * (p * (1 - p))[:, None]).T @ inputs + ridge
            beta = beta - np.linalg.solve(curvature, gradient)
        return cls(mean, scale, beta[:-1], float(beta[-1]))


def choose_threshold(confidence: Doubles, wrongly_inside: NDArray[np.bool_], tolerated: float) -> float:
    """The lowest confidence at which to act.

    ``confidence`` is that of the first intent for texts that are out of scope; ``wrongly_inside`` says for which of
    them that intent is not "out of scope". At the threshold at most the tolerated share of them is acted on wrongly.
    """
    if not len(confidence):
        return 0.5
    wrong = np.sort(confidence[wrongly_inside])[::-1]
    allowed = int(tolerated * len(confidence))
    return float(np.nextafter(wrong[allowed], 1.0)) if allowed < len(wrong) else 0.0
