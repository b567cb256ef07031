"""A small model: the whole project, with a few examples of each intent, trained once for all tests that need one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import bot.dialogue  # noqa: F401 - first of all: without it, nothing of Rasa can be imported

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLES = 8  # of each intent; the first ones are typical


def small_project(folder: Path) -> Path:
    """A copy of the project in which each intent has few examples."""
    for name in ("config.yml", "domain.yml"):
        shutil.copy(PROJECT / name, folder / name)
    shutil.copytree(PROJECT / "data" / "rules", folder / "data" / "rules")
    (folder / "data" / "nlu").mkdir()
    for file in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for each in content["nlu"]:
            each["examples"] = "".join(f"{line}\n" for line in each["examples"].splitlines()[:EXAMPLES])
        (folder / "data" / "nlu" / file.name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small model in it, trained as `guide train` does.

    In a process of its own: Rasa leaves a connection open there, which would be told of in the middle of another test.
    """
    project, folder = small_project(tmp_path_factory.mktemp("project")), tmp_path_factory.mktemp("models")
    code = "import sys, pathlib\nfrom bot.dialogue.training import train\ntrain(*map(pathlib.Path, sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", code, project, folder], cwd=PROJECT, check=True, capture_output=True)
    return folder
