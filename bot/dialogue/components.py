"""What Rasa runs over each message: thin wrappers that hand `bot.language` a text and write its answer on the message.

Trained models name these classes by module path, so moving or renaming one makes every older model unreadable.
The order is that of `config.yml`: a pressed button is recognised, the text is repaired, the intent is read, the facts are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import tracing
from bot.dialogue import reading
from bot.language import embedding, facts, repair
from bot.language.classifier import IntentClassifier

#: Properties that one component leaves for the next or, where it is among the output, for the actions.
PRESSED: Final = "pressed"
REPAIRED: Final = "repaired"

#: Intents of a ranking that are handed on. Rasa's own classifiers do the same.
LONGEST_RANKING: Final = 10

_PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?:/(?P<topic>[a-z_]+))?(?P<facts>\{.*\})?", re.DOTALL)


_embedders: dict[Path, embedding.Embedder] = {}


def embedder(folder: Path) -> embedding.Embedder | None:
    """The sentence embedder, loaded once per process however many models use it; None where it is not to be had."""
    if folder not in _embedders:
        loaded = embedding.Embedder.load(folder)
        if loaded is None:
            return None
        _embedders[folder] = loaded
    return _embedders[folder]


def embedding_folder(setting: str) -> Path:
    """Where the embedder's converted weights lie. A relative setting of `config.yml` counts from the project's root."""
    return Path(__file__).resolve().parents[2] / setting


class _Stateless(GraphComponent):  # type: ignore[misc]  # Rasa is untyped
    """A component that neither learns nor keeps anything."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Stateless:
        """The component; nothing of Rasa's arguments is needed."""
        return cls()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ButtonReader(_Stateless):
    """Recognises the payload of a button, so that the other components leave it alone.

    Rasa's own `RegexMessageHandler`, which always runs last, reads a payload, but knows `faq` only without its topic:
    `/faq/prices` becomes `/faq{"topic": "prices"}` here. A payload whose intent it does not know stays a fallback.
    """

    def process(self, messages: list[Message]) -> list[Message]:
        """Marks the pressed buttons among the messages."""
        for message in messages:
            match = _PAYLOAD.fullmatch(message.get("text") or "")
            if match is None:
                continue
            message.set(PRESSED, True)
            message.set("intent", reading.entry(reading.FALLBACK, 0.0), add_to_output=True)
            if match["topic"]:
                topic = f'"{reading.TOPIC}": "{match["topic"]}"'
                others = (match["facts"] or "{}")[1:-1].strip()
                message.set("text", f"/{match['intent']}{{{topic}{', ' if others else ''}{others}}}")
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SpellingRepair(_Stateless):
    """Repairs the spelling before the intent is read; in training, too, so that both see the same kind of text."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Puts the repaired text beside the user's own, which stays as it was."""
        for message in messages:
            if not message.get(PRESSED):
                with tracing.stage("repair"):
                    repaired = repair.repair(message.get("text") or "")
                message.set(REPAIRED, repaired.text)
                tracing.note("repaired", {"text": repaired.text, "changes": repaired.changes})
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the training examples."""
        self.process(training_data.training_examples)
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(GraphComponent, RasaIntentClassifier):  # type: ignore[misc]  # Rasa is untyped
    """Reads the intent. Learns from the whole names of the retrieval intents (`faq/prices`).

    Does the work of Rasa's FallbackClassifier, whose conventions it follows: below the threshold the intent is
    `nlu_fallback`, which also leads the ranking. And of its ResponseSelector: Rasa splits `faq/prices` at the slash,
    so the best topic is written where Rasa, `rasa test nlu` and the actions look for it.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classifier: IntentClassifier | None,
    ) -> None:
        self._embedding_folder = embedding_folder(config["embedding"])
        self._model_storage = model_storage
        self._resource = resource
        self._classifier = classifier

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`embedding`: folder of the embedder's converted weights, shared by all models."""
        return {"embedding": "models/embedding"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentReader:
        """A reader that has not learned yet."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentReader:
        """The reader that a model holds."""
        with model_storage.read_from(resource) as folder:
            classifier = IntentClassifier.load(folder, embedder(embedding_folder(config["embedding"])))
        return cls(config, model_storage, resource, classifier)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the intents of the training examples and writes what it learned into the model."""
        embedding.build(self._embedding_folder)
        examples = training_data.intent_examples
        self._classifier = IntentClassifier.fit(
            [_text_to_classify(example) for example in examples],
            [example.get_full_intent() for example in examples],
            embedder(self._embedding_folder),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes intent, ranking and threshold on the messages that are not pressed buttons."""
        classifier = self._classifier
        if classifier is None:
            raise RuntimeError("IntentReader.process was called before it was trained or loaded")
        for message in messages:
            if not message.get(PRESSED):
                text = _text_to_classify(message)
                with tracing.stage("intent"):
                    ranking = classifier.predict(text).ranking if text.strip() else ()
                self._write(message, ranking, float(classifier.threshold))
        return messages

    def _write(self, message: Message, predicted: Sequence[tuple[str, float]], threshold: float) -> None:
        ranking = [reading.entry(name, float(confidence)) for name, confidence in predicted]
        best = ranking[0] if ranking else reading.entry(reading.FALLBACK, 0.0)
        if best["confidence"] < threshold:
            best = reading.entry(reading.FALLBACK, best["confidence"])
            ranking.insert(0, best)
        ranking = ranking[:LONGEST_RANKING]
        message.set("intent", best, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set("threshold", threshold, add_to_output=True)
        selected = reading.response_selection(ranking)
        if selected:
            message.set("response_selector", selected, add_to_output=True)


def _text_to_classify(message: Message) -> str:
    repaired = message.get(REPAIRED)
    return str(message.get("text") or "") if repaired is None else str(repaired)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactReader(_Stateless, EntityExtractorMixin):  # type: ignore[misc]  # Rasa is untyped
    """Reads the facts that a message states, as entities with their place in the text and as one `facts` object.

    A short answer is read against the question that is open in the tracker; without one, a bare *ja* states nothing.
    """

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Writes the facts on the messages that are not pressed buttons."""
        question = tracker.slots.get("open_question")
        asked = question.value if question is not None and isinstance(question.value, str) else None
        for message in messages:
            if message.get(PRESSED):
                continue
            with tracing.stage("facts"):
                extraction = facts.extract(message.get("text") or "", asked=asked)
            stated = {name: reading.as_json(value) for name, value in extraction.facts.items()}
            message.set("entities", self._entities(stated, extraction.spans), add_to_output=True)
            message.set("facts", stated, add_to_output=True)
            message.set("contradictions", list(extraction.contradictions), add_to_output=True)
            message.set("notes", list(extraction.notes), add_to_output=True)
        return messages

    def _entities(self, stated: Mapping[str, Any], spans: Mapping[str, tuple[int, int]]) -> list[dict[str, Any]]:
        return [
            {"entity": name, "value": value, "start": spans[name][0], "end": spans[name][1], "extractor": self.name}
            for name, value in stated.items()
            if name in spans
        ]
