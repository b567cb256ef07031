"""What the words in content/ say: nothing is copied from the official page, and links say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.content.library import content_folder
from bot.guidance.facts import check_facts
from tests.words import wording

CONTENT = content_folder()
SOURCE = Path(__file__).resolve().parents[2] / "shared" / "source-page.txt"


def strings(node: object) -> Iterator[str]:
    """Every text in a file."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for each in node.values():
            yield from strings(each)
    elif isinstance(node, list):
        for each in node:
            yield from strings(each)


def runs(text: str, length: int = 8) -> Iterator[str]:
    """Every run of so many words, whatever the signs between them."""
    words = re.findall(r"[\wæøåÆØÅ]+(?:-[\wæøåÆØÅ]+)*", text.casefold())
    return (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))


#: Names that are the official page's own and must stand as they are: of a form, and of the right.
OFFICIAL_NAMES = (
    "Ansøgning til åbning af rettighed ifm. myndighedsopgave",
    "at oprette it-systemer, hvorfra der udføres myndighedsopgaver",
)


@pytest.mark.skipif(not SOURCE.exists(), reason="the official page's text is not in this folder")
@pytest.mark.parametrize("file", sorted(path.name for path in CONTENT.glob("*.yml")))
def test_no_text_copies_the_official_page(file: str) -> None:
    page = set(runs(SOURCE.read_text(encoding="utf-8")))
    assert len(page) > 500
    for text in strings(yaml.safe_load((CONTENT / file).read_text(encoding="utf-8"))):
        for name in OFFICIAL_NAMES:
            text = text.replace(name, "")
        assert not set(runs(text)) & page, text


def test_links_lead_to_pages_that_are_known() -> None:
    """A link that is not known itself leads to the page of one that is, or to a front page, or it is the law's own address."""
    links = wording().content.links
    known = {str(link.url) for link in links.values() if link.certainty in "AB"}
    sites = {re.sub(r"^(https://[^/]+).*", r"\1/", url) for url in known}
    reviewed = {
        "https://www.retsinformation.dk/eli/lta/2025/333",
        "https://digst.dk/it-loesninger/nemlog-in/om-loesningen/services-og-standarder-i-nemlog-in/",
        "https://migrering.nemlog-in.dk/nemlog-in-broker/privat-tjenesteudbyder/priser/",
        "https://www.mitid.dk/",
    }
    for name, link in links.items():
        url = str(link.url)
        assert url.startswith(("https://", "mailto:")), name
        if link.certainty in "CX":
            assert url in known | sites | reviewed, name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("application_form", "officielle side"),
        ("services_public", "uden priser"),
        ("services_private", "ældre side"),
        ("mitid_help", "forsiden"),
        ("start_system_provider", "forsiden"),
        ("start_supplier", "forsiden"),
    ],
)
def test_a_link_to_another_page_than_the_one_meant_says_what_it_is(name: str, words: str) -> None:
    link = wording().content.links[name]
    assert words in link.label
    assert link.stands_for
    assert link.note


def test_every_link_that_stands_for_another_page_has_been_looked_at() -> None:
    links = wording().content.links
    looked_at = {
        "application_form", "services_public", "services_private", "mitid_help", "start_system_provider", "start_supplier",
    }  # fmt: skip
    assert {name for name, link in links.items() if link.stands_for} == looked_at
    assert {name for name, link in links.items() if link.certainty in "CX"} == (looked_at | {"law"}) - {
        "start_system_provider", "start_supplier",
    }  # fmt: skip


def test_the_answer_to_the_trap_says_both_things_and_why_they_agree() -> None:
    facts = check_facts({"company_form": 90, "public_law_body": "yes"})
    told = wording().guidance(facts, "classification")["conclusions"]["classification"]["text"]
    assert told.startswith("I er private i NemLog-in")
    assert "offentligretligt organ" in told
    assert "modsiger ikke hinanden" in told
    assert "på linje med en myndighed" in told
