"""What the tests of the words share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content.library import content_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the words that a test may change."""
    return Path(shutil.copytree(content_folder(), tmp_path / "content"))


@pytest.fixture
def words_in_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy, in use in this process for the time of the test."""
    monkeypatch.setenv("GUIDE_CONTENT_DIR", str(folder))
    return folder
