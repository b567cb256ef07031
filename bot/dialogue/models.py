"""Trained models, and why one may be opened. A model is code: its metadata names classes that are imported on loading.

So a file is opened only when (1) its SHA-256 stands in the `manifest.json` beside it, which training on this machine wrote,
(2) it unpacks into nothing but plain files inside its own folder, and (3) every class it names is on the list below.
Which model is served is the manifest's `current`, never "the newest file in the folder". A person may choose another one of
those that are there (`choose`); the one served before is kept to go back to.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import sys
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

import rasa.engine.storage.local_model_storage
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata

MANIFEST: Final = "manifest.json"
#: How a model's file name ends; what stands before it is the model's version.
SUFFIX: Final = ".tar.gz"
#: How many models are kept when a new one is trained: it, the one that is served, and the one served before are among them.
KEPT: Final = 3
#: Held while the manifest is read, changed and written, which takes no time, unlike a training.
_LOCK: Final = f".{MANIFEST}.lock"

#: Unpacked size above which an archive is taken for a bomb. A model of this project is some 30 MB.
LARGEST: Final = 1_000_000_000

_OURS: Final = "bot.dialogue.components."
ALLOWED_CLASSES: Final = frozenset(
    {
        _OURS + "ButtonReader",
        _OURS + "SpellingRepair",
        _OURS + "IntentReader",
        _OURS + "FactReader",
        "rasa.core.policies.ensemble.DefaultPolicyPredictionEnsemble",
        "rasa.core.policies.rule_policy.RulePolicy",
        "rasa.graph_components.converters.nlu_message_converter.NLUMessageConverter",
        "rasa.graph_components.providers.domain_for_core_training_provider.DomainForCoreTrainingProvider",
        "rasa.graph_components.providers.domain_provider.DomainProvider",
        "rasa.graph_components.providers.forms_provider.FormsProvider",
        "rasa.graph_components.providers.nlu_training_data_provider.NLUTrainingDataProvider",
        "rasa.graph_components.providers.responses_provider.ResponsesProvider",
        "rasa.graph_components.providers.rule_only_provider.RuleOnlyDataProvider",
        "rasa.graph_components.providers.story_graph_provider.StoryGraphProvider",
        "rasa.graph_components.providers.training_tracker_provider.TrainingTrackerProvider",
        "rasa.graph_components.validators.default_recipe_validator.DefaultV1RecipeValidator",
        "rasa.graph_components.validators.finetuning_validator.FinetuningValidator",
        "rasa.nlu.classifiers.regex_message_handler.RegexMessageHandler",
    }
)
#: Any other type of slot would be a module path, and imported.
ALLOWED_SLOT_TYPES: Final = frozenset(
    {"any", "bool", "categorical", "float", "list", "text", "rasa.shared.core.slots.AnySlot"}
)


class ModelError(Exception):
    """A model that cannot or must not be opened. The message is one line that says why and what mends it."""


@dataclass(frozen=True)
class Entry:
    """What the manifest knows of one model: its file's SHA-256, when it was trained, and from what (see `training`)."""

    sha256: str
    trained_at: str
    fingerprint: str = ""


@dataclass
class Manifest:
    """The models that this machine trained, by file name, and which of them is served.

    `previous`: the one that was served before. `chosen_from`: what the project was like (see `training.fingerprint`) when a
    person chose the current model; empty where training made it the current one.
    """

    models: dict[str, Entry] = field(default_factory=dict)
    current: str | None = None
    previous: str | None = None
    chosen_from: str = ""

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a folder, an empty one where there is none. Raises `ModelError` when it is not readable."""
        path = folder / MANIFEST
        if not path.is_file():
            return cls()
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            entries = {name: Entry(**entry) for name, entry in stored["models"].items()}
            return cls(entries, stored["current"], stored.get("previous"), stored.get("chosen_from", ""))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path} is damaged; delete it and run `guide train`") from error

    def write(self, folder: Path) -> None:
        """Puts this manifest in place of the folder's, in one step: a reader sees the old one or the new one."""
        new = folder / f".{MANIFEST}.{os.getpid()}"
        content = {
            "current": self.current,
            "previous": self.previous,
            "chosen_from": self.chosen_from,
            "models": {name: asdict(entry) for name, entry in self.models.items()},
        }
        new.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        new.replace(folder / MANIFEST)


@contextlib.contextmanager
def changed_manifest(folder: Path) -> Iterator[Manifest]:
    """The manifest, to be changed: it is written when the block ends well, and nobody else changes it meanwhile."""
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        manifest = Manifest.read(folder)
        yield manifest
        manifest.write(folder)


def model_named(folder: Path, name: str | None) -> Path:
    """The model of this version (its file's name without the ending), the current one for None.

    Raises `ModelError` when there is none; its content is not checked yet.
    """
    if name is None:
        return current_model(folder)
    file = f"{name}{SUFFIX}"
    if file not in Manifest.read(folder).models or not (folder / file).is_file():
        raise ModelError(f"there is no model {name} in {folder}")
    return folder / file


def current_model(folder: Path) -> Path:
    """The model to serve. Raises `ModelError` when none was trained or its file is gone; its content is not checked yet."""
    name = Manifest.read(folder).current
    if name is None:
        raise ModelError(f"no model has been trained in {folder}; run `guide train`")
    path = folder / name
    if not path.is_file():
        raise ModelError(f"the model {path} is gone; run `guide train`")
    return path


def is_damaged(folder: Path) -> bool:
    """Whether the folder's manifest cannot be read. Training may then begin a new one."""
    try:
        Manifest.read(folder)
    except ModelError:
        return True
    return False


def note(model: Path) -> None:
    """Enters a model that this process has just trained into the manifest beside it."""
    with model.open("rb") as file:
        entry = Entry(_sha256(file), datetime.now(UTC).isoformat(timespec="seconds"))
    with changed_manifest(model.parent) as manifest:
        manifest.models[model.name] = entry


def make_current(model: Path, fingerprint: str) -> None:
    """Serves this model from now on, notes what it was trained from, and removes all but the newest few."""
    with changed_manifest(model.parent) as manifest:
        _serve(manifest, model.name)
        manifest.chosen_from = ""
        _keep(manifest, model, fingerprint)


def keep_candidate(model: Path, fingerprint: str) -> None:
    """Keeps a model that is not served unless someone chooses it, notes what it was trained from, and removes old ones."""
    with changed_manifest(model.parent) as manifest:
        _keep(manifest, model, fingerprint)


def choose(folder: Path, name: str, made_from: str) -> None:
    """Serves the model of this version from now on. `made_from`: what the project is like now. Raises `ModelError`."""
    path = model_named(folder, name)
    with changed_manifest(folder) as manifest:
        _serve(manifest, path.name)
        manifest.chosen_from = made_from


def _serve(manifest: Manifest, file: str) -> None:
    if manifest.current != file:
        manifest.previous, manifest.current = manifest.current, file


def _keep(manifest: Manifest, model: Path, fingerprint: str) -> None:
    entry = manifest.models[model.name]
    manifest.models[model.name] = Entry(entry.sha256, entry.trained_at, fingerprint)
    needed = (model.name, manifest.current, manifest.previous)
    newest = sorted(manifest.models, key=lambda name: (name in needed, manifest.models[name].trained_at), reverse=True)
    for name in newest[KEPT:]:
        del manifest.models[name]
        (model.parent / name).unlink(missing_ok=True)


def unreadable(model: Path, error: Exception) -> ModelError:
    """The error for a model whose parts do not load: written by other libraries or by older code, as a rule."""
    reason = error.__cause__ or error
    return ModelError(
        f"the model {model} cannot be loaded ({type(reason).__name__}: {reason}); run `guide train --force`"
    )


def _sha256(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(model: Path, folder: Path) -> None:
    """Unpacks a model that the manifest beside it knows. Raises `ModelError` for every other one."""
    if not model.is_file():
        raise ModelError(f"there is no model {model}; run `guide train`")
    with model.open("rb") as file:
        entry = Manifest.read(model.parent).models.get(model.name)
        if entry is None:
            raise ModelError(f"{model} was not trained on this machine, so it is not opened; run `guide train`")
        if _sha256(file) != entry.sha256:
            raise ModelError(f"{model} is not the file that was trained; delete it and run `guide train`")
        file.seek(0)
        try:
            with tarfile.open(fileobj=file, mode="r:gz") as archive:
                archive.extractall(folder, members=_plain_members(archive), filter="data")
        except (tarfile.TarError, OSError, EOFError) as error:
            raise ModelError(f"{model} cannot be unpacked ({type(error).__name__}); run `guide train`") from error


def _plain_members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    total = 0
    for member in archive:
        total += member.size
        if not (member.isfile() or member.isdir()) or total > LARGEST:
            raise ModelError(f"the model holds {member.name!r}, which no model of this project does; it is not opened")
        yield member


def check_metadata(metadata: Mapping[str, Any]) -> None:
    """Raises `ModelError` when a model's metadata names a class that this project does not use."""
    for schema in ("train_schema", "predict_schema"):
        for node in metadata[schema]["nodes"].values():
            if node["uses"] not in ALLOWED_CLASSES:
                raise ModelError(f"the model names the class {node['uses']}, which is not on the list in {__name__}")
    for name, slot in metadata["domain"].get("slots", {}).items():
        if slot["type"] not in ALLOWED_SLOT_TYPES:
            raise ModelError(
                f"the model's slot {name} names the class {slot['type']}, which is not on the list in {__name__}"
            )


class CheckedModelStorage(LocalModelStorage):  # type: ignore[misc]  # Rasa is untyped
    """Rasa's storage of models, which opens none without a check and notes each that it writes."""

    @staticmethod
    def _extract_archive_to_directory(model_archive_path: str | Path, temporary_directory: str | Path) -> None:
        unpack(Path(model_archive_path), Path(temporary_directory))

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        path = directory / "metadata.json"
        if not path.is_file():
            raise ModelError("the model holds no metadata.json; run `guide train`")
        check_metadata(json.loads(path.read_text(encoding="utf-8")))
        return LocalModelStorage._load_metadata(directory)

    def create_model_package(self, model_archive_path: str | Path, *args: Any, **kwargs: Any) -> ModelMetadata:
        """Writes the model and enters it into the manifest beside it."""
        metadata = super().create_model_package(model_archive_path, *args, **kwargs)
        note(Path(model_archive_path))
        return metadata


def guard() -> None:
    """Has all of Rasa, its command line included, open models through `CheckedModelStorage`.

    Rasa's modules take the class by name when they are imported: those to come find this one, the others get it now.
    """
    rasa.engine.storage.local_model_storage.LocalModelStorage = CheckedModelStorage
    for name, module in list(sys.modules.items()):
        if name.startswith("rasa.") and vars(module).get("LocalModelStorage") is LocalModelStorage:
            module.LocalModelStorage = CheckedModelStorage  # type: ignore[attr-defined]


guard()
