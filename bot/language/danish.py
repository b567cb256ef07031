"""Is this string a form of an ordinary Danish word? A guard: what is Danish already must not be "corrected".

The answer comes from ``danish_words.bin``: the CRC-32 of some 300,000 word forms, sorted, four bytes each (1.2 MB),
made at set-up by ``python -m bot.language.danish`` from the Danish lemma table of spacy-lookups-data (MIT). Hashes instead of
words keep the file small and the look-up at a few microseconds; a foreign string passes for Danish once in 14,000
times, which only means that it is left as it stands.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("danish_words.bin")
_LONGEST = 24  # letters; longer forms are compounds, which compounds.py takes apart


def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8"))


@lru_cache(maxsize=1)
def _hashes() -> array[int]:
    hashes = array("I")
    hashes.frombytes(_FILE.read_bytes())
    return hashes


def _listed(word: str) -> bool:
    hashes = _hashes()
    wanted = _hash(word)
    at = bisect_left(hashes, wanted)
    return at < len(hashes) and hashes[at] == wanted


def is_danish(word: str) -> bool:
    """Whether the lower-cased word is a known Danish form, or the genitive of one."""
    return _listed(word) or (len(word) > 3 and word.endswith("s") and _listed(word[:-1]))


def write(words: Iterable[str], target: Path = _FILE) -> int:
    """Writes the file from the given forms; returns how many hashes it holds."""
    forms = {w for w in words if 1 < len(w) <= _LONGEST and w.isalpha() and w == w.lower()}
    kept = {w for w in forms if not (len(w) > 3 and w.endswith("s") and w[:-1] in forms)}
    hashes = array("I", sorted({_hash(w) for w in kept}))
    target.write_bytes(hashes.tobytes())
    return len(hashes)


def main() -> None:
    """Rebuilds the file from the installed spacy-lookups-data."""
    import gzip
    import importlib.util
    import json

    spec = importlib.util.find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        raise SystemExit("spacy-lookups-data is not installed")
    with gzip.open(Path(spec.origin).parent / "data" / "da_lemma_lookup.json.gz") as source:
        table: dict[str, str] = json.load(source)
    print(write({*table, *table.values()}))


if __name__ == "__main__":
    main()
