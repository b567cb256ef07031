"""The command line: exit codes, one line for each mistake, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


def guide(
    *arguments: str, given: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, text=True, cwd=PROJECT, timeout=120, check=False, env=environment
    )


def test_advice_comes_line_by_line() -> None:
    done = guide("advise", given='{"facts": {"company_form": 250}, "goal": "classification"}\n{"facts": {}}\n')
    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert first["conclusions"]["classification"]["value"] == "public"
    assert second["goal"] == "connection"


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("{", "JSON"),
        ("[]", "JSON-objekt"),
        ('{"facts": {"company_form": "250"}}', "company_form"),
        ('{"facts": {"company_form": true}}', "company_form"),
        ('{"facts": {"nope": 1}}', "nope"),
        ('{"facts": {"role": "boss"}}', "system_provider"),
        ('{"facts": {"cvr_number": "12345678"}}', "Kontrolcifret"),
        ('{"facts": {"services": ["login", "fax"]}}', "signing"),
        ('{"facts": {}, "goal": "wealth"}', "classification"),
        ('{"facts": null}', "facts"),
        ('{"fact": {}}', "fact"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_answered(line: str, piece: str) -> None:
    done = guide("advise", given=f'{line}\n{{"facts": {{}}}}\n')
    bad, good = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 2
    assert piece in bad["error"]
    assert good["goal"] == "connection"
    assert done.stderr.startswith("Linje 1:")
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_command_is_told_in_one_line() -> None:
    done = guide("nonsense")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "guide --help" in done.stderr


def test_content_that_cannot_be_used_stops_the_command_with_file_and_place(tmp_path: Path) -> None:
    done = guide("advise", given="{}\n", environment={"GUIDE_CONTENT_DIR": str(tmp_path), "PATH": ""})
    assert done.returncode == 2
    assert "mangler" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_without_a_model_says_how_to_get_one(tmp_path: Path) -> None:
    done = guide("serve", "--port", "0", environment={"GUIDE_MODELS_DIR": str(tmp_path), "PATH": ""})
    assert done.returncode == 2
    assert "guide train" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_leaves_early_is_no_error() -> None:
    lines = '{"facts": {}}\n' * 400
    command = f"{sys.executable} -m bot advise | head -n 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["/bin/bash", "-c", command], input=lines, capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert done.stdout.strip() in {"0", "141"}
    assert "Traceback" not in done.stderr
