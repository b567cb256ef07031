"""A text is changed by itself: all else in the file stays, nothing that would not load is written, and nobody's work is lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
import yaml

from bot.content import editing, load_content
from bot.content.editing import Changed, EditError, NoSuchText, Overtaken, Place, prepare, write
from bot.content.in_use import version_of
from bot.content.library import content_folder

FILES = editing.files(content_folder())

#: What people write: signs that mean something in YAML, quotation marks, several paragraphs, lists.
TRICKY = (
    "Kort og godt",
    "Med kolon: og havelåge # midt i",
    "«Citat», 'enkelt' og \"dobbelt\" – 50 %",
    "- begynder som et punkt",
    "ja",
    "2026",
    "null",
    "{",
    "Første afsnit.\n\n- et punkt\n- et punkt til\n\n1. Et tal",
    "  Blanke foran og bagved \t",
    "Emoji 😀 og e\u0301 og [kantede]",
    "Langt " + "og bredere end en linje " * 20,
)


def change(folder: Path, place: Place, text: str) -> None:
    write(prepare(folder, place, editing.leaf(folder, place).digest, text))


def place(file: str, path: str) -> Place:
    return Place(file, tuple(path.split("/")))


@pytest.mark.parametrize("file", FILES)
def test_every_kind_of_text_can_be_written_in_every_kind_of_place(folder: Path, file: str) -> None:
    """The value comes out as it went in, and nothing outside the text's own lines is another."""
    old = (folder / file).read_bytes()
    texts = [each for each in editing.leaves(folder, file) if not each.is_date]
    for number, leaf in enumerate(texts[:: max(1, len(texts) // 12)]):
        text = TRICKY[number % len(TRICKY)]
        wanted = editing._cleaned(leaf.place, text)
        new = editing._with(old, folder / file, leaf.place, wanted)
        found = yaml.safe_load(new)
        for key in leaf.place.path:
            found = found[int(key)] if isinstance(found, list) else next(v for k, v in found.items() if str(k) == key)
        assert found == wanted
        comments = [line for line in old.decode().splitlines() if line.lstrip().startswith("#")]
        assert [line for line in new.decode().splitlines() if line.lstrip().startswith("#")][
            : len(comments)
        ] == comments


def test_only_the_lines_of_the_text_are_changed(folder: Path) -> None:
    where = place("questions.yml", "role/choices/supplier/label")
    old = (folder / "questions.yml").read_text(encoding="utf-8")
    change(folder, where, "Vi hjælper, en anden udbyder")
    new = (folder / "questions.yml").read_text(encoding="utf-8")
    assert new == old.replace('label: "Vi hjælper en anden, som udbyder det"', 'label: "Vi hjælper, en anden udbyder"')


def test_a_folded_text_stays_folded_and_keeps_what_stands_around_it(folder: Path) -> None:
    path = folder / "steps.yml"
    path.write_bytes(
        path.read_bytes().replace(b"create_it_system:\n", b"\n# En bem\xc3\xa6rkning\n\ncreate_it_system:\n")
    )
    old = path.read_text(encoding="utf-8")
    where = place("steps.yml", "management_representative_accepts_terms/text")
    change(folder, where, "Bed jeres ledelsesrepræsentant om at acceptere vilkårene. " * 4)
    new = path.read_text(encoding="utf-8")
    begin, end = (
        old.index("management_representative_accepts"),
        old.index("  links: [terms, management_representative]"),
    )
    assert new.startswith(old[:begin])
    assert new.endswith(old[end:])
    written = new[begin : len(new) - len(old[end:])]
    assert written.startswith("management_representative_accepts_terms:\n  text: >-\n    Bed jeres")
    assert max(map(len, written.splitlines())) <= 140


def test_line_ends_of_another_system_stay(folder: Path) -> None:
    path = folder / "goals.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    change(folder, place("goals.yml", "classification/lead"), "Et afsnit.\n\nEt til.")
    written = path.read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n")
    assert load_content(folder).goals["classification"].lead == "Et afsnit.\n\nEt til."


def test_a_change_is_read_back_with_all_other_words_as_they_were(folder: Path) -> None:
    before = load_content(folder)
    change(folder, place("small_talk.yml", "greet/texts/1"), "Hej igen.")
    after = load_content(folder)
    assert after.small_talk["greet"].texts == (
        before.small_talk["greet"].texts[0],
        "Hej igen.",
        before.small_talk["greet"].texts[2],
    )
    assert after.questions == before.questions
    assert after.page == before.page


#: Place, the text, and what the message must name: where it is, and what mends it.
REFUSED = [
    ("dialogue.yml", "noted", "Noteret.", "noted: skal have netop disse felter: {statements}"),
    ("dialogue.yml", "noted", "Noteret: {statements.", "noted: har en tuborgklamme, der ikke er lukket"),
    ("steps.yml", "create_it_system/text", "Opret {systemet}.", "create_it_system → text: skal have netop disse felter: ingen"),
    ("faq.yml", "law/title", "L" * 41, "law → title: er for lang – højst 40 tegn"),
    ("links.yml", "terms/url", "vilkår", "terms → url: er ikke en adresse"),
    ("links.yml", "terms/url", "http://tu.nemlog-in.dk/", "skal begynde med https:// eller mailto:"),
    ("links.yml", "terms/url", "javascript:alert(1)", "skal begynde med https:// eller mailto:"),
    ("links.yml", "terms/certainty", "D", "terms → certainty: skal være en af"),
    ("links.yml", "terms/checked", "i går", "«i går» er ikke en dato"),
    ("faq.yml", "law/links/0", "nowhere", "linket «nowhere» findes ikke"),
    ("preparation.yml", "ready/2/when", "fly", "skridtet «fly» under when findes ikke"),
    ("sources.yml", "as_supplier/link", "nowhere", "linket «nowhere» findes ikke"),
    ("goals.yml", "services/label", "   ", "teksten er tom"),
    ("goals.yml", "services/label", "x" * (editing.LONGEST + 1), "Gør den kortere"),
    ("goals.yml", "services/label", "Hvad\x07?", "tegn nr. 5 kan ikke vises"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "path", "text", "told"), REFUSED)
def test_what_would_not_load_is_refused_and_nothing_is_written(
    folder: Path, file: str, path: str, text: str, told: str
) -> None:
    before = version_of(folder)
    where = place(file, path)
    with pytest.raises(EditError) as caught:
        prepare(folder, where, editing.leaf(folder, where).digest, text)
    assert file in str(caught.value)
    assert told in str(caught.value)
    assert version_of(folder) == before


def test_the_same_text_is_no_change(folder: Path) -> None:
    leaf = editing.leaf(folder, place("goals.yml", "services/label"))
    with pytest.raises(EditError, match="den samme som før"):
        prepare(folder, leaf.place, leaf.digest, f" {leaf.text}\r\n")


def test_a_text_that_another_has_changed_is_not_written_over(folder: Path) -> None:
    leaf = editing.leaf(folder, place("goals.yml", "services/label"))
    change(folder, leaf.place, "Den andens ord")
    with pytest.raises(Changed) as caught:
        prepare(folder, leaf.place, leaf.digest, "Mine ord")
    assert caught.value.now == "Den andens ord"


def test_a_change_that_was_prepared_on_older_files_is_not_written(folder: Path) -> None:
    """Also when the other change is elsewhere: together they might not load."""
    leaf = editing.leaf(folder, place("goals.yml", "services/label"))
    draft = prepare(folder, leaf.place, leaf.digest, "Mine ord")
    change(folder, place("steps.yml", "create_it_system/text"), "Opret systemet.")
    with pytest.raises(Overtaken):
        write(draft)
    assert load_content(folder).goals["services"].label == leaf.text


@pytest.mark.parametrize(
    ("file", "path"),
    [("goals.yml", "nothing"), ("goals.yml", "services"), ("../goals.yml", "services/label"), ("/etc/passwd", "root"),
     ("faq.yml", "law/links/99"), ("goals.yml", "services/label/0"), ("", "")],
)  # fmt: skip
def test_a_place_without_a_text_is_none(folder: Path, file: str, path: str) -> None:
    with pytest.raises(NoSuchText):
        editing.leaf(folder, place(file, path))


def test_the_new_file_has_the_old_ones_rights_and_nothing_is_left_beside_it(folder: Path) -> None:
    (folder / "goals.yml").chmod(0o640)
    change(folder, place("goals.yml", "services/label"), "Nye ord")
    assert stat.S_IMODE((folder / "goals.yml").stat().st_mode) == 0o640
    assert [each for each in os.listdir(folder) if not each.endswith(".yml")] == []


def test_a_file_that_cannot_be_written_stays_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leaf = editing.leaf(folder, place("goals.yml", "services/label"))
    draft = prepare(folder, leaf.place, leaf.digest, "Nye ord")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EditError, match=r"goals\.yml kan ikke skrives"):
        write(draft)
    assert (folder / "goals.yml").read_bytes() == draft.old
    assert [each for each in os.listdir(folder) if not each.endswith(".yml")] == []


def test_a_change_is_taken_back_unless_someone_went_on_from_it(folder: Path) -> None:
    leaf = editing.leaf(folder, place("goals.yml", "services/label"))
    draft = prepare(folder, leaf.place, leaf.digest, "Nye ord")
    write(draft)
    editing.take_back(draft)
    assert (folder / "goals.yml").read_bytes() == draft.old
    write(prepare(folder, leaf.place, leaf.digest, "Nye ord"))
    change(folder, place("goals.yml", "connection/label"), "Andres ord")
    editing.take_back(draft)
    assert load_content(folder).goals["connection"].label == "Andres ord"
