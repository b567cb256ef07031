"""What the graph components write on a message, with a classifier of few words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue import components, reading
from bot.dialogue.components import ButtonReader, FactReader, IntentReader, SpellingRepair
from bot.language import embedding, facts
from bot.language.repair import repair


def message(text: str, **properties: Any) -> Message:
    return Message({"text": text, **properties})


class FewWords:
    """A classifier that knows one ranking."""

    def __init__(self, *ranking: tuple[str, float], threshold: float = 0.5) -> None:
        self.ranking, self.threshold, self.heard = ranking, threshold, list[str]()

    def predict(self, text: str) -> Any:
        self.heard.append(text)
        return SimpleNamespace(ranking=self.ranking)


def read(classifier: Any, *messages: Message) -> Mapping[str, Any]:
    reader = IntentReader(IntentReader.get_default_config(), None, None, classifier)
    return dict(reader.process(list(messages))[0].as_dict(only_output_properties=True))


@pytest.mark.parametrize(
    ("payload", "for_rasa"),
    [
        ("/faq/prices", '/faq{"topic": "prices"}'),
        ('/faq/prices{"more": "yes"}', '/faq{"topic": "prices", "more": "yes"}'),
        ("/faq/prices{}", '/faq{"topic": "prices"}'),
        ('/inform{"role": "broker"}', '/inform{"role": "broker"}'),
        ("/help", "/help"),
    ],
)
def test_a_payload_is_written_as_rasa_reads_it(payload: str, for_rasa: str) -> None:
    [pressed] = ButtonReader().process([message(payload)])
    assert pressed.get("text") == for_rasa
    assert pressed.get(components.PRESSED)


@pytest.mark.parametrize("text", ["hej", "", "https://nemlog-in.dk/test", "/Uppercase", "/inform{", "/a b", "a /help"])
def test_a_text_is_no_button(text: str) -> None:
    [typed] = ButtonReader().process([message(text)])
    assert typed.get("text") == text
    assert not typed.get(components.PRESSED)


def test_a_button_is_left_alone_by_all_others() -> None:
    tracker = DialogueStateTracker("turn", [])
    pressed = ButtonReader().process([message("/help")])
    FactReader().process(SpellingRepair().process(pressed), tracker)
    assert read(FewWords(("deny", 0.9)), *pressed)["intent"]["name"] == "nlu_fallback"
    assert not {"facts", "threshold", "intent_ranking"} & set(pressed[0].as_dict(only_output_properties=True))


def test_the_repaired_text_stands_beside_the_users_own() -> None:
    [repaired] = SpellingRepair().process([message("vi er en comune")])
    assert repaired.get("text") == "vi er en comune"
    assert repaired.get(components.REPAIRED) == repair("vi er en comune").text


def test_training_and_reading_see_the_same_kind_of_text() -> None:
    data = TrainingData([message("Vi er en KOMMUNE", intent="inform")])
    SpellingRepair().process_training_data(data)
    assert data.training_examples[0].get(components.REPAIRED) == repair("Vi er en KOMMUNE").text


def test_the_intent_is_read_from_the_repaired_text() -> None:
    classifier = FewWords(("inform", 0.9))
    read(classifier, *SpellingRepair().process([message("VI ER EN KOMMUNE")]))
    assert classifier.heard == [repair("VI ER EN KOMMUNE").text]


def test_a_sure_intent_is_written_with_ranking_and_threshold() -> None:
    written = read(FewWords(("inform", 0.9), ("deny", 0.1)), message("vi er en kommune"))
    assert written["intent"] == {"name": "inform", "confidence": 0.9}
    assert [intent["name"] for intent in written["intent_ranking"]] == ["inform", "deny"]
    assert written["threshold"] == 0.5


def test_an_unsure_intent_is_the_fallback_and_the_ranking_is_kept() -> None:
    written = read(FewWords(("faq/prices", 0.4), ("deny", 0.1)), message("pris"))
    assert written["intent"] == {"name": "nlu_fallback", "confidence": 0.4}
    assert [reading.whole_name(each) for each in written["intent_ranking"]] == ["nlu_fallback", "faq/prices", "deny"]


def test_exactly_at_the_threshold_is_sure() -> None:
    assert read(FewWords(("deny", 0.5)), message("nej"))["intent"]["name"] == "deny"


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_not_classified(text: str) -> None:
    classifier = FewWords(("deny", 0.9))
    assert read(classifier, message(text))["intent"]["name"] == "nlu_fallback"
    assert not classifier.heard


def test_a_retrieval_intent_is_split_as_rasa_does_and_its_whole_name_kept() -> None:
    written = read(FewWords(("faq/prices", 0.9), ("faq/cpr", 0.05)), message("pris"))
    assert written["intent"]["name"] == "faq"
    assert reading.whole_name(written["intent"]) == "faq/prices"
    assert written["response_selector"]["faq"]["response"]["intent_response_key"] == "faq/prices"
    assert written["response_selector"]["all_retrieval_intents"] == ["faq"]


def test_a_ranking_is_cut() -> None:
    many = [(f"intent_{number}", 0.9 / (number + 1)) for number in range(70)]
    assert len(read(FewWords(*many), message("hej"))["intent_ranking"]) == components.LONGEST_RANKING


def test_reading_before_learning_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="before it was trained"):
        read(None, message("hej"))


def test_what_was_learned_is_there_when_it_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taught: list[tuple[str, str]] = []

    class Learns(FewWords):
        @classmethod
        def fit(cls, texts: list[str], intents: list[str], embedder: Any) -> Learns:
            taught.extend(zip(texts, intents, strict=True))
            return cls(("deny", 0.9))

        def save(self, folder: Path) -> None:
            (folder / "learned").write_text("deny")

        @classmethod
        def load(cls, folder: Path, embedder: Any) -> Learns:
            return cls(((folder / "learned").read_text(), 0.8))

    monkeypatch.setattr(components, "IntentClassifier", Learns)
    monkeypatch.setattr(embedding, "build", lambda folder: None)
    monkeypatch.setattr(components, "embedder", lambda folder: None)
    given = (IntentReader.get_default_config(), LocalModelStorage(tmp_path), Resource("reader"), None)
    examples = [message("pris", intent="faq", intent_response_key="faq/prices"), message("nej", intent="deny")]
    resource = IntentReader.create(*given).train(TrainingData(examples))
    assert taught == [("pris", "faq/prices"), ("nej", "deny")]
    assert resource.name == "reader"
    [loaded] = IntentReader.load(*given).process([message("nej")])
    assert loaded.get("intent") == {"name": "deny", "confidence": 0.8}


def facts_of(text: str, asked: str | None) -> Mapping[str, Any]:
    slot = AnySlot("open_question", mappings=[{"type": "custom"}], initial_value=asked, influence_conversation=False)
    tracker = DialogueStateTracker("turn", [slot])
    return dict(FactReader().process([message(text)], tracker)[0].as_dict(only_output_properties=True))


def test_the_facts_of_a_text_are_entities_too() -> None:
    written = facts_of("Vi er en kommune", None)
    assert written["facts"] == {"company_form": 250}
    [entity] = written["entities"]
    assert (entity["entity"], entity["value"], entity["extractor"]) == ("company_form", 250, "FactReader")
    assert "kommune" in "Vi er en kommune"[entity["start"] : entity["end"]]


def test_the_services_are_a_list_as_in_json() -> None:
    assert facts_of("Vi skal bruge login og signering", None)["facts"]["services"] == ["login", "signing"]


def test_a_text_is_read_against_the_open_question(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []
    extract = facts.extract

    def extract_and_note(text: str, asked: str | None = None) -> Any:
        seen.append(asked)
        return extract(text, asked)

    monkeypatch.setattr(facts, "extract", extract_and_note)
    facts_of("fond", "company_form")
    facts_of("fond", None)
    assert seen == ["company_form", None]


def test_what_speaks_against_itself_is_named_and_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    extraction = facts.Extraction({}, {}, ("role",), ("sub_broker",))
    monkeypatch.setattr(facts, "extract", lambda text, asked=None: extraction)
    written = facts_of("Vi er broker og ikke broker", None)
    assert (written["facts"], written["entities"]) == ({}, [])
    assert written["contradictions"] == ["role"]
    assert written["notes"] == ["sub_broker"]
