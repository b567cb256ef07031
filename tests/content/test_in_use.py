"""The words in use follow the files, and a fault in a file leaves them as they were."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from bot.content import Content, ContentError, load_content
from bot.content.in_use import LOOK_EVERY, InUse, version_of
from bot.content.library import IN_USE, current


class Seconds:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "goals.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def label(words: InUse[Content], folder: Path) -> str:
    return words.get(folder).goals["connection"].label


def test_a_changed_file_is_in_use_at_the_next_look(folder: Path) -> None:
    clock = Seconds()
    words = InUse(load_content, clock)
    before = label(words, folder)
    rewrite(folder, before, "Kom i gang")
    assert label(words, folder) == before
    clock.now += LOOK_EVERY
    assert label(words, folder) == "Kom i gang"


def test_what_has_not_changed_is_not_read_again(folder: Path) -> None:
    clock, loaded = Seconds(), []

    def load(path: Path) -> Content:
        loaded.append(path)
        return load_content(path)

    words = InUse(load, clock)
    for _ in range(5):
        words.get(folder)
        clock.now += LOOK_EVERY
    assert len(loaded) == 1


def test_a_faulty_change_leaves_the_words_and_is_told_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = Seconds()
    words = InUse(load_content, clock)
    before = words.get(folder)
    rewrite(folder, "classification:", "klassifikation:")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            clock.now += LOOK_EVERY
            assert words.get(folder) is before
    assert [record.message.count("klassifikation") for record in caplog.records] == [1]
    rewrite(folder, "klassifikation:", "classification:")
    rewrite(folder, before.goals["connection"].label, "Kom i gang")
    clock.now += LOOK_EVERY
    assert label(words, folder) == "Kom i gang"


def test_a_faulty_folder_that_was_never_read_stops_the_start(folder: Path) -> None:
    (folder / "goals.yml").unlink()
    with pytest.raises(ContentError, match=r"goals\.yml mangler"):
        InUse(load_content).get(folder)


def test_words_that_were_just_written_are_in_use_at_once_and_not_read_again(folder: Path) -> None:
    clock = Seconds()
    words = InUse(load_content, clock)
    words.get(folder)
    rewrite(folder, "Find vores tilslutning", "Kom i gang")
    written = load_content(folder)
    words.take(written, folder, version_of(folder))
    assert words.get(folder) is written
    clock.now += LOOK_EVERY
    assert words.get(folder) is written


def test_another_folder_gives_its_own_words(folder: Path, tmp_path: Path) -> None:
    words = InUse(load_content)
    words.get(folder)
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    rewrite(other, "Find vores tilslutning", "Kom i gang")
    assert label(words, other) == "Kom i gang"


def test_words_that_are_shown_are_seen_by_nobody_else(folder: Path) -> None:
    words = InUse(load_content)
    used = words.get(folder)
    other = load_content(folder)
    with words.showing(other):
        assert words.get(folder) is other
    assert words.get(folder) is used


def test_what_is_made_of_the_words_is_made_once_and_anew_for_others(folder: Path) -> None:
    first, second = load_content(folder), load_content(folder)

    def made(content: Content) -> list[str]:
        return [content.goals["connection"].label]

    assert first.once(made) is first.once(made)
    assert first.once(made) is not second.once(made)


@pytest.mark.usefixtures("words_in_use")
def test_everything_the_public_sees_follows_a_change(folder: Path) -> None:
    """The talk, the rules' answers, the pages' templates and the script of the widget hold words; none holds old ones."""
    from bot import turn
    from bot.content.library import CurrentProblems
    from bot.web.embedded import widget_script
    from bot.web.rendering import Renderer

    renderer, problems = Renderer(), CurrentProblems()

    def all_of_it() -> list[str]:
        page = bytes(renderer.page("problem.html", title="t", text="t").body).decode()
        steps = turn.wording().guidance(turn.State().facts, "connection")["conclusions"]["price_list"]["text"]
        return [turn.open_talk()[1][0].text, steps, page, widget_script(), problems["busy"]]

    before = all_of_it()
    for file, old, new in (
        ("dialogue.yml", "Hej! Jeg er en", "Goddag! Jeg er en"),
        ("conclusions.yml", "Hvilken prisliste", "Hvilken af prislisterne"),
        ("page.yml", "tagline: Vejledning", "tagline: Hjælp og vejledning"),
        ("page.yml", "  launch: ", "  launch: Ja, "),
        ("problems.yml", "busy: Der er travlt", "busy: Her er travlt"),
        ("page.yml", "back: ", "back: Og "),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, old
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    IN_USE.take(load_content(folder), folder, version_of(folder))
    assert current().page.site.tagline.startswith("Hjælp og")
    assert all(new != old for new, old in zip(all_of_it(), before, strict=True))
