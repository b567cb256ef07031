"""Which models are opened, and which are not."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.dialogue import models
from bot.dialogue.models import Entry, Manifest, ModelError


def a_model(folder: Path, name: str = "a.tar.gz", **files: str) -> Path:
    path = folder / name
    with tarfile.open(path, "w:gz") as archive:
        for file, content in (files or {"metadata.json": "{}"}).items():
            member = tarfile.TarInfo(file)
            member.size = len(content.encode())
            archive.addfile(member, io.BytesIO(content.encode()))
    return path


def a_trained_model(folder: Path, name: str = "a.tar.gz", **files: str) -> Path:
    path = a_model(folder, name, **files)
    models.note(path)
    return path


def metadata(uses: str = "bot.dialogue.components.IntentReader", slot: str = "any") -> dict[str, Any]:
    schema = {"nodes": {"a": {"uses": uses}}}
    return {"train_schema": schema, "predict_schema": schema, "domain": {"slots": {"role": {"type": slot}}}}


def test_a_model_that_was_trained_here_is_unpacked(tmp_path: Path) -> None:
    path = a_trained_model(tmp_path)
    models.unpack(path, tmp_path / "out")
    assert (tmp_path / "out" / "metadata.json").read_text() == "{}"


def test_a_model_that_was_not_trained_here_is_not_opened(tmp_path: Path) -> None:
    a_trained_model(tmp_path)
    with pytest.raises(ModelError, match="not trained on this machine"):
        models.unpack(a_model(tmp_path, "b.tar.gz"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_model_that_was_changed_afterwards_is_not_opened(tmp_path: Path) -> None:
    path = a_trained_model(tmp_path)
    a_model(tmp_path, **{"metadata.json": '{"other": 1}'})
    with pytest.raises(ModelError, match="not the file that was trained"):
        models.unpack(path, tmp_path / "out")


@pytest.mark.parametrize("name", ["../out.txt", "/etc/x"])
def test_a_model_that_would_unpack_elsewhere_leaves_nothing_there(tmp_path: Path, name: str) -> None:
    path = a_trained_model(tmp_path, **{name: "x"})
    with contextlib.suppress(ModelError):
        models.unpack(path, tmp_path / "out")
    assert not (tmp_path / "out.txt").exists()
    assert not Path("/etc/x").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_a_model_with_anything_but_files_and_folders_is_not_opened(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("odd")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    models.note(path)
    with pytest.raises(ModelError, match="odd"):
        models.unpack(path, tmp_path / "out")


def test_a_model_that_unpacks_without_end_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "LARGEST", 10)
    with pytest.raises(ModelError, match=r"large\.txt"):
        models.unpack(a_trained_model(tmp_path, **{"large.txt": "x" * 11}), tmp_path / "out")


def test_a_broken_archive_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(b"no archive")
    models.note(path)
    with pytest.raises(ModelError, match="guide train"):
        models.unpack(path, tmp_path / "out")


def test_the_classes_of_this_project_may_be_named() -> None:
    models.check_metadata(metadata())


@pytest.mark.parametrize("uses", ["os.system", "bot.dialogue.models.Manifest", "rasa.nlu.classifiers.x.Y"])
def test_a_model_that_names_any_other_class_is_not_opened(uses: str) -> None:
    with pytest.raises(ModelError, match=uses):
        models.check_metadata(metadata(uses=uses))


def test_a_slot_of_a_type_that_would_be_imported_is_not_opened() -> None:
    with pytest.raises(ModelError, match=r"evil\.Slot"):
        models.check_metadata(metadata(slot="evil.Slot"))


def test_the_classes_are_checked_before_rasa_imports_them(tmp_path: Path) -> None:
    stored = {"metadata.json": json.dumps(metadata(uses="antigravity.fly"))}
    (tmp_path / "storage").mkdir()
    with pytest.raises(ModelError, match=r"antigravity\.fly"):
        models.CheckedModelStorage.from_model_archive(tmp_path / "storage", a_trained_model(tmp_path, **stored))
    assert "antigravity" not in sys.modules


def test_the_model_that_is_served_is_the_one_named_not_the_newest(tmp_path: Path) -> None:
    served = a_trained_model(tmp_path, "a.tar.gz")
    models.make_current(served, "made from this")
    a_trained_model(tmp_path, "b.tar.gz")
    a_model(tmp_path, "c.tar.gz")
    assert models.current_model(tmp_path) == served


def test_without_a_model_it_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="run `guide train`"):
        models.current_model(tmp_path)


def test_a_missing_file_is_an_error_even_where_others_lie(tmp_path: Path) -> None:
    served = a_trained_model(tmp_path, "a.tar.gz")
    a_trained_model(tmp_path, "b.tar.gz")
    models.make_current(served, "")
    served.unlink()
    with pytest.raises(ModelError, match=r"a\.tar\.gz is gone"):
        models.current_model(tmp_path)


def test_only_the_last_few_models_are_kept(tmp_path: Path) -> None:
    for number in range(models.KEPT + 2):
        models.make_current(a_trained_model(tmp_path, f"{number}.tar.gz"), f"{number}")
    manifest = Manifest.read(tmp_path)
    assert len(manifest.models) == models.KEPT
    assert {file.name for file in tmp_path.glob("*.tar.gz")} == set(manifest.models)
    assert manifest.current == f"{models.KEPT + 1}.tar.gz"


def test_the_manifest_survives_being_written(tmp_path: Path) -> None:
    written = Manifest({"a.tar.gz": Entry("abc", "2026-11-24T17:00:00+00:00", "def")}, "a.tar.gz")
    written.write(tmp_path)
    assert Manifest.read(tmp_path) == written
    assert [file.name for file in tmp_path.iterdir()] == [models.MANIFEST]


@pytest.mark.parametrize("content", ["", "[]", '{"models": {}}', '{"current": null, "models": {"a": {"x": 1}}}'])
def test_a_damaged_manifest_is_an_error_that_says_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / models.MANIFEST).write_text(content)
    with pytest.raises(ModelError, match="damaged; delete it"):
        Manifest.read(tmp_path)
    assert models.is_damaged(tmp_path)


def test_no_part_of_rasa_opens_models_unchecked() -> None:
    import rasa.__main__
    import rasa.model_testing  # noqa: F401

    users = {
        name: vars(module)["LocalModelStorage"]
        for name, module in list(sys.modules.items())
        if name.startswith("rasa.") and "LocalModelStorage" in vars(module)
    }
    assert {"rasa.core.processor", "rasa.model_training", "rasa.cli.shell", "rasa.model_testing"} <= set(users)
    assert all(user is models.CheckedModelStorage for user in users.values())
    assert models.CheckedModelStorage.__mro__[1] is not models.CheckedModelStorage
    assert issubclass(models.CheckedModelStorage, LocalModelStorage)
