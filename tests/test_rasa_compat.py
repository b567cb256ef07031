"""The stand-ins that Rasa runs on: each must be right, and each must still be needed."""

from __future__ import annotations

import ast
import importlib
import importlib.machinery
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.dialogue import compat

RASA = Path(str(importlib.machinery.PathFinder.find_spec("rasa").submodule_search_locations[0]))  # type: ignore[union-attr,index]


def run(code: str, *, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs code in a fresh interpreter, where nothing of Rasa is loaded yet."""
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=check, cwd=Path(__file__).resolve().parents[1])


def imports_when_loaded(body: list[ast.stmt]) -> Iterator[str]:
    """What a module imports as soon as it is imported itself; an import inside a `try` may fail, and is left out."""
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.dump(node.test):
            yield from imports_when_loaded(node.body + node.orelse)


def imports_anywhere(module: str) -> set[str]:
    tree = ast.parse((RASA.parent / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return set(imports_when_loaded(list(statements)))


def is_installed(package: str) -> bool:
    path = None
    for at in range(1, package.count(".") + 2):
        name = ".".join(package.split(".")[:at])
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None:
            return False
        path = spec.submodule_search_locations
    return True


def test_rasa_is_the_version_that_the_stand_ins_were_written_for() -> None:
    assert metadata.version("rasa") == compat.RASA_VERSION


@pytest.mark.parametrize("stand_in", compat.STAND_INS, ids=lambda stand_in: stand_in.package)
def test_a_stand_in_is_still_needed(stand_in: compat.StandIn) -> None:
    assert not is_installed(stand_in.package), "the package is installed: its stand-in can go"
    wanted = imports_anywhere(stand_in.asked_for_by)
    assert any(f"{name}.".startswith(f"{stand_in.package}.") for name in wanted), "Rasa no longer asks for it"


def test_everything_that_rasa_imports_when_loaded_is_installed_or_stood_in_for() -> None:
    missing = set()
    for file in RASA.rglob("*.py"):
        for name in imports_when_loaded(ast.parse(file.read_text(encoding="utf-8")).body):
            package = ".".join(name.split(".")[: 2 if name.startswith("google.") else 1])
            stood_in_for = any(f"{package}.".startswith(f"{each.package}.") for each in compat.STAND_INS)
            if package not in sys.stdlib_module_names and not stood_in_for and not is_installed(package):
                missing.add(package)
    assert not missing


def test_all_parts_of_rasa_that_ask_for_a_stand_in_can_be_imported() -> None:
    modules = sorted({stand_in.asked_for_by for stand_in in compat.STAND_INS} | {"rasa.__main__", "rasa.core.agent"})
    run(f"import bot.dialogue, importlib\nfor module in {modules}: importlib.import_module(module)")


def test_without_the_stand_ins_rasa_cannot_be_imported() -> None:
    code = (
        "import sys\nfrom bot.dialogue import compat\n"
        "sys.meta_path = [each for each in sys.meta_path if not isinstance(each, compat.StandInFinder)]\n"
        "import rasa.core.agent"
    )
    assert "ModuleNotFoundError" in run(code, check=False).stderr


def test_the_old_names_are_still_missing_and_still_asked_for() -> None:
    asked = "import json, numpy, packaging.version as version\n"
    found = run(
        asked + "print(json.dumps([hasattr(numpy, 'VisibleDeprecationWarning'), hasattr(version, 'LegacyVersion')]))"
    )
    assert json.loads(found.stdout) == [False, False], "the library has the name again: restore_old_names can shrink"
    assert "np.VisibleDeprecationWarning" in (RASA / "utils" / "common.py").read_text(encoding="utf-8")
    assert "packaging.version.LegacyVersion" in imports_anywhere("rasa.shared.utils.validation")


def test_no_version_is_a_legacy_version() -> None:
    import packaging.version

    assert not isinstance(packaging.version.parse("3.6.21"), packaging.version.LegacyVersion)  # type: ignore[attr-defined]


def test_a_stand_in_can_be_inherited_from_and_caught() -> None:
    keras = importlib.import_module("tensorflow.keras")
    layer = type("Layer", (keras.layers.Layer,), {})
    assert issubclass(layer, keras.layers.Layer)
    with pytest.raises(importlib.import_module("pymongo.errors").OperationFailure):
        raise _without_init(importlib.import_module("pymongo.errors").OperationFailure)


def _without_init(kind: type[Exception]) -> Exception:
    return kind.__new__(kind)


def test_using_a_stand_in_says_what_is_not_installed() -> None:
    boto3 = importlib.import_module("boto3")
    with pytest.raises(compat.NotInstalledError, match=r"boto3\.client .* not installed"):
        boto3.client("dynamodb")


def test_a_package_that_is_installed_wins() -> None:
    compat.install()
    [at] = [at for at, finder in enumerate(sys.meta_path) if isinstance(finder, compat.StandInFinder)]
    assert at > sys.meta_path.index(importlib.machinery.PathFinder)


def test_the_stand_ins_that_are_used_do_what_is_asked_of_them() -> None:
    assert importlib.import_module("tensorflow").is_tensor([1, 2]) is False
    assert importlib.import_module("randomname").get_name().isalnum()
    processor = importlib.import_module("structlog_sentry").SentryProcessor(event_level=logging.FATAL)
    assert processor(None, "info", {"event": "loaded"}) == {"event": "loaded"}


def test_telemetry_is_off_and_nothing_stale_comes_from_rasas_cache() -> None:
    code = (
        "import bot.dialogue, rasa.telemetry\n"
        "from rasa.engine.caching import LocalTrainingCache\n"
        "print(rasa.telemetry.is_telemetry_enabled(), LocalTrainingCache()._is_disabled())"
    )
    assert run(code).stdout.split() == ["False", "True"]


@pytest.fixture
def debug_logging() -> Iterator[None]:
    compat.configure_logging(logging.DEBUG)
    yield
    compat.configure_logging()


@pytest.mark.usefixtures("debug_logging")
def test_a_users_text_never_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    structlog.get_logger().debug("processor.message.parse", parse_data_text="mit cpr er 010190-1234")
    assert "processor.message.parse" in caplog.text
    assert "010190" not in caplog.text


@pytest.mark.parametrize("name", compat.REPORT_EXCEPTIONS)
def test_an_exception_is_logged_with_its_place_and_type_but_not_its_message(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    text = "mit cpr er 010190-1234"
    try:
        raise ValueError(text)
    except ValueError:
        logging.getLogger(name).exception("an action failed")
    assert "ValueError" in caplog.text
    assert Path(__file__).name in caplog.text
    assert "010190" not in caplog.text


def test_rasas_warnings_about_itself_are_still_there_to_be_hushed() -> None:
    code = (
        "import warnings\nfrom bot.dialogue import compat\n"
        "with warnings.catch_warnings(record=True) as told:\n"
        "    warnings.simplefilter('always')\n"
        "    import rasa.core.agent, rasa.model_training, rasa.server\n"
        "import json; print(json.dumps([str(each.message) for each in told]))"
    )
    told: list[Any] = json.loads(run(code).stdout.splitlines()[-1])
    at_import = [message for message, _ in compat.HUSHED_WARNINGS[:3]]
    for message in at_import:
        assert any(each.startswith(message) for each in told), f"no longer said, so it need not be hushed: {message}"
