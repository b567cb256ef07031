"""The intent classifier on a small part of the training texts: how it behaves, not how good it gets."""

from pathlib import Path

import numpy as np
import pytest

from bot.evaluation.noise import KINDS, apply
from bot.language.calibration import auroc, calibration_error, choose_threshold
from bot.language.classifier import OUT_OF_SCOPE, IntentClassifier
from bot.language.embedding import Embedder, build

TEXTS: dict[str, tuple[str, ...]] = {
    "faq/prices": (
        "hvad koster det at bruge nemlog-in",
        "er der gebyrer for signering",
        "hvem betaler for login",
        "Hvad er prisen pr. transaktion?",
        "koster det noget for en kommune",
        "får vi en regning hver måned",
        "er tilslutningen gratis",
        "findes der en prisliste",
    ),
    "faq/certificate": (
        "hvilket certifikat skal vi bruge",
        "vores certifikat udløber i næste måned",
        "hvordan fornyer vi certifikatet",
        "kan to systemer dele certifikat",
        "skal det være et OCES3-certifikat",
        "hvor længe gælder certifikatet",
        "certifikatet er udløbet, hvad nu",
        "må leverandøren bruge sit eget certifikat",
    ),
    "greet": ("hej", "goddag", "god morgen", "hejsa", "dav", "halløj", "hej med dig", "goddag til dig"),
    OUT_OF_SCOPE: (
        "hvordan bliver vejret i morgen",
        "kan du anbefale en god restaurant",
        "hvem vandt fodboldkampen i går",
        "hvornår kører bussen til Randers",
        "skriv et digt om foråret",
        "min cykel er punkteret",
        "hvad er hovedstaden i Peru",
        "jeg skal bage en kage til søndag",
    ),
}


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    folder = tmp_path_factory.mktemp("embedding")
    build(folder)
    loaded = Embedder.load(folder)
    assert loaded is not None
    return loaded


def fitted(embedder: Embedder | None) -> IntentClassifier:
    pairs = [(text, intent) for intent, texts in TEXTS.items() for text in texts]
    return IntentClassifier.fit([text for text, _ in pairs], [intent for _, intent in pairs], embedder)


@pytest.fixture(scope="module")
def classifier(embedder: Embedder) -> IntentClassifier:
    return fitted(embedder)


def test_unseen_texts_find_their_intent(classifier: IntentClassifier) -> None:
    assert classifier.predict("hvad er prisen på login?").intent == "faq/prices"
    assert classifier.predict("vi skal have nyt certifikat").intent == "faq/certificate"
    assert classifier.predict("hej der").intent == "greet"


def test_the_ranking_holds_every_intent_once_and_adds_up_to_one(classifier: IntentClassifier) -> None:
    prediction = classifier.predict("hvad koster et certifikat")
    names = [name for name, _ in prediction.ranking]
    confidences = [confidence for _, confidence in prediction.ranking]
    assert sorted(names) == sorted(TEXTS)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1)
    assert 0 <= prediction.out_of_scope_score <= 1
    assert prediction.confidence == confidences[0]


def test_what_lies_outside_scores_higher_than_what_lies_inside(classifier: IntentClassifier) -> None:
    outside = classifier.predict("hvornår åbner svømmehallen").out_of_scope_score
    assert outside > classifier.predict("hvad koster login").out_of_scope_score


@pytest.mark.parametrize("kind", KINDS)
def test_noise_changes_nothing_in_plain_cases(classifier: IntentClassifier, kind: str) -> None:
    texts = ("hvordan fornyer vi vores certifikat?", "hvad koster det at bruge løsningen?")
    assert [classifier.predict(apply(kind, text, seed=1)).intent for text in texts] == ["faq/certificate", "faq/prices"]


@pytest.mark.parametrize("text", ["", "   ", "?", "👍", "123", "xyzzy " * 2_000, "привет"])
def test_odd_messages_get_a_prediction(classifier: IntentClassifier, text: str) -> None:
    assert len(classifier.predict(text).ranking) == len(TEXTS)


def test_a_saved_classifier_predicts_the_same(classifier: IntentClassifier, embedder: Embedder, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    again = IntentClassifier.load(tmp_path, embedder)
    assert again.threshold == classifier.threshold
    for texts in TEXTS.values():
        for text in texts[:3]:
            before, after = classifier.predict(text), again.predict(text)
            assert [name for name, _ in before.ranking] == [name for name, _ in after.ranking]
            np.testing.assert_allclose(
                [c for _, c in before.ranking], [c for _, c in after.ranking], rtol=1e-6, atol=1e-9
            )


def test_only_arrays_and_json_are_stored(classifier: IntentClassifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    assert {file.suffix for file in tmp_path.iterdir()} == {".npz", ".json"}
    for file in tmp_path.glob("*.npz"):
        with np.load(file, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype != object for name in arrays)


def test_a_classifier_trained_with_vectors_works_without(classifier: IntentClassifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    without = IntentClassifier.load(tmp_path, None)
    assert classifier.uses_vectors
    assert not without.uses_vectors
    assert without.predict("hvad koster signering").intent == "faq/prices"


def test_a_classifier_trained_without_vectors_works_and_loads(embedder: Embedder, tmp_path: Path) -> None:
    classifier = fitted(None)
    classifier.save(tmp_path)
    again = IntentClassifier.load(tmp_path, embedder)
    assert not again.uses_vectors
    assert again.predict("hvor udløber certifikatet").intent == "faq/certificate"


def test_training_twice_gives_the_same(classifier: IntentClassifier, embedder: Embedder) -> None:
    text = "hvad er prisen på et certifikat"
    assert fitted(embedder).predict(text) == classifier.predict(text)


def test_training_needs_texts_out_of_scope() -> None:
    with pytest.raises(ValueError, match=OUT_OF_SCOPE):
        IntentClassifier.fit(["hej", "pris"], ["greet", "faq/prices"], None)


def test_measures() -> None:
    assert auroc(np.array([0.9, 0.8, 0.1]), np.array([True, True, False])) == 1
    assert auroc(np.array([0.5, 0.5]), np.array([True, False])) == 0.5
    assert calibration_error(np.array([0.75, 0.75, 0.75, 0.75]), np.array([True, True, True, False])) == 0
    scores = np.linspace(0, 0.99, 100)
    wrong = np.ones(100, bool)
    threshold = choose_threshold(scores, wrong, 0.03)
    assert (scores >= threshold).sum() == 3
