"""The words in content/ load, and a fault in them stops the loading with a message that names file and id."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import ContentError, load_content
from bot.content.library import content_folder

CONTENT = content_folder()

#: The files of the talk; page.yml, around it, is read by the page.
FILES = sorted(path.name for path in CONTENT.glob("*.yml") if path.name != "page.yml")

Json = dict[str, Any]
Place = list[str | int]


def read(file: Path) -> Json:
    found: Json = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the words that a test may spoil."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def spoil(folder: Path, name: str, change: Callable[[Json], None]) -> None:
    """Changes a file of the copy."""
    words = read(folder / name)
    change(words)
    (folder / name).write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")


def fault_of(folder: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load_content(folder)
    return str(caught.value)


def parent(words: Json, place: Place) -> Any:
    """What holds the last part of the place."""
    found: Any = words
    for key in place[:-1]:
        found = found[key]
    return found


def without(place: Place) -> Callable[[Json], None]:
    """Takes away what stands in this place."""

    def change(words: Json) -> None:
        del parent(words, place)[place[-1]]

    return change


def misspelt(place: Place) -> Callable[[Json], None]:
    """Gives what stands in this place a name with a typing error."""

    def change(words: Json) -> None:
        holder = parent(words, place)
        holder[typed_wrong(place[-1])] = holder.pop(place[-1])

    return change


def typed_wrong(name: str | int) -> str | int:
    return f"{name}x" if isinstance(name, str) else name + 9000


def set_to(value: object, place: Place) -> Callable[[Json], None]:
    """Puts something else in this place."""

    def change(words: Json) -> None:
        parent(words, place)[place[-1]] = value

    return change


def test_the_words_load() -> None:
    content = load_content(CONTENT)
    assert len(content.company_forms) == 43
    assert set(content.goals) == {"connection", "classification", "obligation", "government_task_right", "services"}


def test_a_copy_written_anew_loads(folder: Path) -> None:
    """So that the faults below are due to what each test spoils."""
    for name in ("conclusions.yml", "questions.yml", "links.yml", "company_forms.yml"):
        spoil(folder, name, lambda words: None)
    load_content(folder)


#: File, what to take away, and the id that the message must name.
MISSING = [
    ("services.yml", ["cpr"], "cpr"),
    ("services.yml", ["cpr", "label"], "cpr"),
    ("company_forms.yml", [990], "990"),
    ("goals.yml", ["services"], "services"),
    ("goals.yml", ["services", "lead"], "services"),
    ("steps.yml", ["attach_supplier"], "attach_supplier"),
    ("questions.yml", ["role"], "role"),
    ("questions.yml", ["role", "why"], "role"),
    ("questions.yml", ["role", "choices", "broker"], "broker"),
    ("questions.yml", ["company_form", "choices", "230"], "230"),
    ("questions.yml", ["services", "choices", "unknown"], "unknown"),
    ("conclusions.yml", ["grounds"], "grounds"),
    ("conclusions.yml", ["price_list", "undecided"], "price_list"),
    ("conclusions.yml", ["obligation", "values", "free_choice"], "free_choice"),
    ("conclusions.yml", ["obligation", "values", "free_choice", "text"], "free_choice"),
    ("conclusions.yml", ["obligation", "values", "free_choice", "variants", "no_task"], "no_task"),
    ("conclusions.yml", ["obligation", "values", "free_choice", "why_not", "one_of_three_fails"], "one_of_three_fails"),
    ("conclusions.yml", ["obligation", "notes", "authority_may_be_bound"], "authority_may_be_bound"),
    ("conclusions.yml", ["steps", "values", "create_it_system", "why_not", "as_system_provider"], "as_system_provider"),
    ("conclusions.yml", ["available_services", "values", "after_approval", "service"], "after_approval"),
    ("conclusions.yml", ["available_services", "always"], "always"),
    ("conclusions.yml", ["available_services", "always_why"], "always_why"),
    ("conclusions.yml", ["grounds", "none"], "none"),
    ("conclusions.yml", ["grounds", "some"], "some"),
    ("conclusions.yml", ["steps", "some"], "some"),
    ("sources.yml", ["as_supplier"], "as_supplier"),
    ("links.yml", ["step_guide"], "step_guide"),
    ("links.yml", ["step_guide", "url"], "step_guide"),
    ("faq.yml", ["prices"], "prices"),
    ("small_talk.yml", ["greet"], "greet"),
    ("dialogue.yml", ["opening"], "opening"),
    ("dialogue.yml", ["topics", "help"], "help"),
    ("dialogue.yml", ["buttons", "restart"], "restart"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "place", "name"), MISSING, ids=lambda each: "-".join(map(str, each)) if isinstance(each, list) else ""
)
def test_what_is_missing_is_named(folder: Path, file: str, place: Place, name: str) -> None:
    spoil(folder, file, without(place))
    fault = fault_of(folder)
    assert file in fault
    assert name in fault
    assert "mangler" in fault or "findes ikke" in fault


#: File and the id to misspell.
MISSPELT = [
    ("services.yml", ["sso"]),
    ("company_forms.yml", [90]),
    ("goals.yml", ["obligation"]),
    ("steps.yml", ["create_it_system"]),
    ("questions.yml", ["government_task"]),
    ("questions.yml", ["government_task", "help"]),
    ("questions.yml", ["government_task", "choices", "unknown"]),
    ("questions.yml", ["company_form", "choices", "230"]),
    ("conclusions.yml", ["connection_type"]),
    ("conclusions.yml", ["connection_type", "values", "it_supplier"]),
    ("conclusions.yml", ["connection_type", "values", "it_supplier", "variants", "assists"]),
    ("conclusions.yml", ["connection_type", "values", "it_supplier", "why_not", "assists_or_has_no_ground"]),
    ("conclusions.yml", ["classification", "notes", "private_here_and_bound_by_law"]),
    ("conclusions.yml", ["available_services", "values", "not_available", "service_variants", "no_ground"]),
    ("sources.yml", ["as_supplier"]),
    ("links.yml", ["terms"]),
    ("links.yml", ["terms", "certainty"]),
    ("faq.yml", ["cpr"]),
    ("small_talk.yml", ["thank"]),
    ("dialogue.yml", ["noted"]),
    ("dialogue.yml", ["topics", "restart"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "place"), MISSPELT, ids=lambda each: "-".join(map(str, each)) if isinstance(each, list) else ""
)
def test_a_misspelt_id_is_named_as_it_stands_and_as_it_should_be(folder: Path, file: str, place: Place) -> None:
    spoil(folder, file, misspelt(place))
    fault = fault_of(folder)
    last = place[-1]
    assert file in fault
    assert str(typed_wrong(last)) in fault
    assert re.search(rf"\b{last}\b", fault)


def test_a_link_that_nothing_uses_is_named(folder: Path) -> None:
    spoil(folder, "links.yml", lambda links: links.update(old_page=dict(links["terms"])))
    fault = fault_of(folder)
    assert "links.yml" in fault
    assert "«old_page» bruges ikke" in fault


@pytest.mark.parametrize("file", ["steps.yml", "questions.yml", "sources.yml", "faq.yml"])
def test_a_link_that_is_not_there_is_named_with_its_user(folder: Path, file: str) -> None:
    place: dict[str, Place] = {
        "steps.yml": ["wait_to_be_attached", "links", 0],
        "questions.yml": ["mitid_erhverv", "find_out_links", 0],
        "sources.yml": ["as_supplier", "link"],
        "faq.yml": ["law", "links", 0],
    }
    spoil(folder, file, set_to("no_page", place[file]))
    fault = fault_of(folder)
    assert f"{file}: {place[file][0]}: linket «no_page» findes ikke" in fault


@pytest.mark.parametrize(
    ("file", "line"), [("steps.yml", "create_it_system: {}"), ("services.yml", "sso: {}"), ("links.yml", "terms: {}")]
)
def test_a_key_that_stands_twice_is_named(folder: Path, file: str, line: str) -> None:
    path = folder / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    fault = fault_of(folder)
    assert file in fault
    assert f"«{line.split(':')[0]}» står to gange" in fault


#: File, place, and a text with a place to fill in that nothing fills.
UNFILLED = [
    ("conclusions.yml", ["classification", "undecided"], "Det afhænger af {fakta}."),
    ("conclusions.yml", ["classification", "values", "public", "text"], "I er {navn}."),
    ("conclusions.yml", ["obligation", "values", "free_choice", "variants", "no_task"], "I er {navn}."),
    ("conclusions.yml", ["obligation", "values", "free_choice", "why_not", "offers_own_service"], "I er {navn}."),
    ("conclusions.yml", ["obligation", "notes", "authority_may_be_bound"], "I er {navn}."),
    ("conclusions.yml", ["available_services", "values", "available", "text"], "I får {ydelser}."),
    ("conclusions.yml", ["available_services", "values", "available", "service"], "I får {services}."),
    ("conclusions.yml", ["grounds", "some"], "I har {grunde}."),
    ("conclusions.yml", ["grounds", "values", "public_law_body", "text"], "at I er {navn}"),
    ("steps.yml", ["attach_supplier", "text"], "Tilknyt {leverandør}."),
    ("questions.yml", ["role", "text"], "Hvem er {navn}?"),
    ("dialogue.yml", ["corrected"], "Rettet: {sætning}."),
    ("dialogue.yml", ["opening"], "Hej {navn}!"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "place", "text"), UNFILLED, ids=lambda each: "-".join(each) if isinstance(each, list) else ""
)
def test_a_place_that_nothing_fills_is_named(folder: Path, file: str, place: Place, text: str) -> None:
    spoil(folder, file, set_to(text, place))
    fault = fault_of(folder)
    assert file in fault
    assert str(place[0]) in fault


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("conclusions.yml", ["classification", "undecided"]),
        ("conclusions.yml", ["available_services", "always"]),
        ("conclusions.yml", ["available_services", "values", "available", "text"]),
        ("conclusions.yml", ["available_services", "values", "available", "service"]),
        ("dialogue.yml", ["corrected"]),
    ],
    ids=lambda each: "-".join(each) if isinstance(each, list) else "",
)
@pytest.mark.parametrize("text", ["Det er lukket {ikke.", "Her mangler det hele."], ids=["not closed", "left out"])
def test_a_place_left_out_or_not_closed_is_named(folder: Path, file: str, place: Place, text: str) -> None:
    spoil(folder, file, set_to(text, place))
    fault = fault_of(folder)
    assert file in fault
    assert str(place[0]) in fault


#: File and the place of a text to empty.
EMPTIED = [
    ("conclusions.yml", ["classification", "values", "public", "text"]),
    ("conclusions.yml", ["classification", "values", "public", "why_not", "public_form"]),
    ("conclusions.yml", ["obligation", "values", "free_choice", "variants", "no_task"]),
    ("conclusions.yml", ["obligation", "notes", "authority_may_be_bound"]),
    ("conclusions.yml", ["available_services", "values", "not_available", "service_variants", "no_task"]),
    ("questions.yml", ["role", "text"]),
    ("questions.yml", ["role", "choices", "broker", "label"]),
    ("questions.yml", ["role", "choices", "broker", "if"]),
    ("steps.yml", ["create_it_system", "text"]),
    ("goals.yml", ["services", "label"]),
    ("services.yml", ["sso", "in_sentence"]),
    ("company_forms.yml", [90, "name"]),
    ("links.yml", ["terms", "label"]),
    ("sources.yml", ["as_supplier", "heading"]),
    ("faq.yml", ["law", "answer"]),
    ("dialogue.yml", ["opening"]),
    ("dialogue.yml", ["buttons", "why"]),
    ("dialogue.yml", ["topics", "help"]),
    ("problems.yml", ["line"]),
]  # fmt: skip


@pytest.mark.parametrize("nothing", ["", "   ", None], ids=["empty", "blank", "null"])
@pytest.mark.parametrize(
    ("file", "place"), EMPTIED, ids=lambda each: "-".join(map(str, each)) if isinstance(each, list) else ""
)
def test_an_empty_text_is_named(folder: Path, file: str, place: Place, nothing: str | None) -> None:
    spoil(folder, file, set_to(nothing, place))
    fault = fault_of(folder)
    assert file in fault
    assert str(place[0]) in fault
    assert str(place[-1]) in fault


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_yaml_or_not_there_is_named(folder: Path, file: str) -> None:
    whole = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(f"{whole}\n  - [en liste: uden slut\n", encoding="utf-8")
    assert file in fault_of(folder)
    (folder / file).write_bytes(b"navn: \xe6\xf8\xe5\n")
    assert file in fault_of(folder)
    (folder / file).write_text("", encoding="utf-8")
    assert file in fault_of(folder)
    (folder / file).unlink()
    assert file in fault_of(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    spoil(folder, "steps.yml", without(["attach_supplier"]))
    spoil(folder, "services.yml", without(["sso"]))
    spoil(folder, "links.yml", lambda links: links.update(old_page=dict(links["terms"])))
    fault = fault_of(folder)
    assert all(name in fault for name in ("attach_supplier", "sso", "old_page"))
