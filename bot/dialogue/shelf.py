"""The models that one may choose from, and the choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.dialogue import models
from bot.dialogue.training import fingerprint


@dataclass(frozen=True)
class ModelOnShelf:
    """A model that is there. `up_to_date`: it was trained from the project as it is now."""

    version: str
    trained_at: datetime
    current: bool
    previous: bool
    up_to_date: bool


def shelf(models_dir: Path, project: Path) -> list[ModelOnShelf]:
    """The models, the newest first. Raises `ModelError` when the manifest is damaged."""
    manifest, made_from = models.Manifest.read(models_dir), fingerprint(project)
    there = [
        ModelOnShelf(
            name.removesuffix(models.SUFFIX),
            datetime.fromisoformat(entry.trained_at),
            name == manifest.current,
            name == manifest.previous,
            entry.fingerprint == made_from,
        )
        for name, entry in manifest.models.items()
        if (models_dir / name).is_file()
    ]
    return sorted(there, key=lambda model: (model.trained_at, model.version), reverse=True)


def choose(models_dir: Path, project: Path, version: str) -> None:
    """Has this model served from now on, after a restart too. Raises `ModelError`."""
    models.choose(models_dir, version, fingerprint(project))
