"""Examples into and out of the training data: the files stay people's work, and nothing that measures is learned."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.datasets import training_texts
from bot.evaluation.examples import ExampleRefused, Examples
from tests.evaluation.projects import TALK, a_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return a_project(tmp_path)


def content(project: Path) -> str:
    return (project / "data" / "nlu" / "talk.yml").read_text(encoding="utf-8")


def refusal(project: Path, text: str, intent: str) -> tuple[str, str]:
    with pytest.raises(ExampleRefused) as refused:
        Examples(project).add(text, intent)
    assert content(project) == TALK, "a refused example changes nothing"
    return refused.value.reason, refused.value.intent


def test_an_example_is_appended_to_its_intent_and_everything_else_stays(project: Path) -> None:
    Examples(project).add("  ring til\n mig ", "talk_to_human")
    before, after = TALK.splitlines(), content(project).splitlines()
    [place] = [number for number, line in enumerate(after) if line == "    - ring til mig"]
    assert after[place - 1] == "    - et menneske, tak"
    assert after[:place] + after[place + 1 :] == before


def test_an_example_of_the_last_intent_of_a_file_is_read_back(project: Path) -> None:
    Examples(project).add("mange tak: og # hilsen", "thank")
    assert ("mange tak: og # hilsen", "thank") in training_texts(project / "data" / "nlu")


def test_a_file_without_a_line_end_at_its_end_is_kept_whole(project: Path) -> None:
    path = project / "data" / "nlu" / "talk.yml"
    path.write_text(TALK.rstrip("\n"), encoding="utf-8")
    Examples(project).add("takker", "thank")
    assert content(project).endswith("    - tak\n    - takker\n")


def test_taking_it_out_again_leaves_the_file_as_it_was(project: Path) -> None:
    examples = Examples(project)
    examples.add("ring til mig", "talk_to_human")
    examples.remove("ring til mig", "talk_to_human")
    assert content(project) == TALK


def test_what_is_not_there_cannot_be_taken_out(project: Path) -> None:
    with pytest.raises(ExampleRefused, match="not_there"):
        Examples(project).remove("ring til mig", "talk_to_human")


def test_a_held_out_sentence_is_not_learned_however_it_is_written(project: Path) -> None:
    assert refusal(project, "Kan jeg tale med nogen hos jer", "talk_to_human")[0] == "held_out"
    assert refusal(project, "kan jeg tale med nogen hos jer?!", "talk_to_human")[0] == "held_out"
    assert refusal(project, "Hvad er vejret i dag", "talk_to_human")[0] == "held_out"
    assert refusal(project, "Vi er en kommune her", "talk_to_human")[0] == "held_out"


def test_a_short_held_out_text_is_learned_only_when_nobody_can_avoid_it(project: Path) -> None:
    assert Examples(project).check("Jaa", "thank") == "Jaa"
    assert refusal(project, "nix pille", "thank")[0] == "held_out"


def test_a_text_that_means_something_else_already_names_what(project: Path) -> None:
    assert refusal(project, "Tak!", "talk_to_human") == ("other_intent", "thank")


def test_a_text_that_is_there_already_is_told(project: Path) -> None:
    assert refusal(project, "et menneske tak", "talk_to_human") == ("there_already", "talk_to_human")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("  ", "empty"),
        ("å" * 1001, "too_long"),
        ("skriv til ada@example.dk", "personal"),
        ("mit nummer er [CPR-nummer fjernet]", "personal"),
        ("vi er [kommune](company_form)", "markup"),
        ("- tak for det", "markup"),
        ("/restart", "markup"),
    ],
)
def test_what_must_not_be_learned_is_refused(project: Path, text: str, reason: str) -> None:
    assert refusal(project, text, "thank")[0] == reason


def test_an_intent_without_examples_is_refused(project: Path) -> None:
    assert refusal(project, "noget nyt", "small_talk/cake") == ("no_such_intent", "small_talk/cake")


def test_every_block_of_the_real_project_is_found() -> None:
    folder = Path(__file__).resolve().parents[2]
    assert Examples(folder).intents() == sorted({intent for _, intent in training_texts(folder / "data" / "nlu")})
