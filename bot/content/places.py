"""The places in a text that the system fills in, written {so}: every text must have just those that it is filled with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from bot.content.phrases import placeholders
from bot.content.reading import Text
from bot.content.texts import ConclusionText, OutcomeText

if TYPE_CHECKING:
    from bot.content.library import Content

#: A text: where it stands, the text itself, and the names of its places.
Place = tuple[str, str, tuple[str, ...]]

#: The places in a conclusion's own texts.
_OF_CONCLUSION: Final = {"undecided": ("facts",), "always": ("services",), "always_why": ("service",)}
#: The places in the text of a list that is not empty.
_OF_LIST: Final = {"grounds": ("items",), "steps": ("count", "first")}


def place_faults(content: Content) -> Iterator[str]:
    """A Danish line for every text that has a place nothing fills, or lacks one."""
    for where, text, names in _places(content):
        try:
            found = placeholders(text)
        except ValueError:
            yield f"{where}: har en tuborgklamme, der ikke er lukket"
            continue
        if found != set(names):
            expected = ", ".join(f"{{{name}}}" for name in names) or "ingen"
            yield f"{where}: skal have netop disse felter: {expected}"


def _places(content: Content) -> Iterator[Place]:
    yield from _plain("services.yml", content.services)
    yield from _plain("company_forms.yml", content.company_forms)
    yield from _plain("goals.yml", content.goals)
    yield from _plain("questions.yml", content.questions)
    yield from _plain("steps.yml", content.steps)
    yield from _plain("sources.yml", content.sources)
    yield from _plain("faq.yml", content.topics)
    yield from _plain("small_talk.yml", content.small_talk)
    for name, conclusion in content.conclusions.items():
        yield from _of_conclusion(f"conclusions.yml: {name}", name, conclusion)


def _plain(file: str, texts: Mapping[Any, Text]) -> Iterator[Place]:
    """Texts that nothing is filled into."""
    for name, text in texts.items():
        yield from ((where, each, ()) for where, each in _strings(f"{file}: {name}", text.model_dump(by_alias=True)))


def _strings(where: str, node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield where, node
    elif isinstance(node, dict):
        for key, each in node.items():
            yield from _strings(f"{where} → {key}", each)
    elif isinstance(node, tuple):
        for each in node:
            yield from _strings(where, each)


def _of_conclusion(where: str, name: str, words: ConclusionText) -> Iterator[Place]:
    for field, names in (_OF_CONCLUSION | {"some": _OF_LIST.get(name, ())}).items():
        text = getattr(words, field)
        if text:
            yield f"{where} → {field}", text, names
    yield from ((f"{where} → notes → {note}", text, ()) for note, text in words.notes.items())
    in_text, in_service = (("services",), ("service",)) if name == "available_services" else ((), ())
    for value, outcome in words.values.items():
        yield from _of_outcome(f"{where} → {value}", outcome, in_text, in_service)


def _of_outcome(
    where: str, words: OutcomeText, in_text: tuple[str, ...], in_service: tuple[str, ...]
) -> Iterator[Place]:
    yield f"{where} → label", words.label, ()
    for text in filter(None, [words.text]):
        yield f"{where} → text", text, in_text
    for text in filter(None, [words.service]):
        yield f"{where} → service", text, in_service
    yield from ((f"{where} → variants → {name}", text, in_text) for name, text in words.variants.items())
    yield from (
        (f"{where} → service_variants → {name}", text, in_service) for name, text in words.service_variants.items()
    )
    yield from ((f"{where} → why_not → {name}", text, ()) for name, text in words.why_not.items())
