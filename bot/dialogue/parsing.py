"""Reading texts without a conversation: the NLU of the current model alone, many lines at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.graph import ExecutionContext
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.shared.constants import DEFAULT_SENDER_ID
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.dialogue import models, reading


class Parser:
    """The reading half of a trained model; the rules of the talk are not even loaded."""

    def __init__(self, runner: GraphRunner, target: str, version: str) -> None:
        self.version = version
        self._runner = runner
        self._target = target

    @classmethod
    def load(cls, models_dir: Path, version: str | None = None) -> Parser:
        """The parser of the model of this version, the current one by default. Raises `ModelError` when there is none."""
        path = models.model_named(models_dir, version)
        with tempfile.TemporaryDirectory() as folder:
            storage, metadata = models.CheckedModelStorage.from_model_archive(Path(folder), path)
            schema = metadata.predict_schema.minimal_graph_schema([metadata.nlu_target])
            context = ExecutionContext(graph_schema=schema, model_id=metadata.model_id)
            try:
                runner = DaskGraphRunner.create(schema, storage, context)
            except RasaException as error:
                raise models.unreadable(path, error) from error
        return cls(runner, metadata.nlu_target, path.name.removesuffix(models.SUFFIX))

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The reading of each text, as `guide parse` writes it: the intent even where it is below the threshold."""
        read = [reading.free_text(text) for text in texts]
        tracker = DialogueStateTracker.from_events(DEFAULT_SENDER_ID, [])
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text) for text, _ in read], PLACEHOLDER_TRACKER: tracker}
        messages = self._runner.run(inputs=inputs, targets=[self._target])[self._target]
        return [
            _as_given(text, start, reading.outside(message.as_dict(only_output_properties=True)))
            for text, (_, start), message in zip(texts, read, messages, strict=True)
        ]


def _as_given(text: str, start: int, read: dict[str, Any]) -> dict[str, Any]:
    """A reading with the text as it was given, and the entities where they stand in that."""
    entities = [
        {**entity, "start": entity["start"] + start, "end": entity["end"] + start} for entity in read["entities"]
    ]
    return {**read, "text": text, "entities": entities}
