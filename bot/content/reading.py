"""Reads a YAML file of content into a model, and says in Danish what is wrong where when it does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from yaml.constructor import ConstructorError

T = TypeVar("T")


class ContentError(Exception):
    """Content that cannot be used. The message is for the official who edits it: file, place, what is wrong."""


class Text(BaseModel):
    """Base of all content: nothing that is not known is let through, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


#: A text that stands alone, outside a `Text`.
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """YAML without a trap for editors: a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                raise ConstructorError(None, None, f"«{key}» står to gange", key_node.start_mark)
            seen.add(key)
        return dict(super().construct_mapping(node, deep=deep))


_MESSAGES = {
    "missing": "mangler",
    "extra_forbidden": "kendes ikke – er det stavet rigtigt?",
    "string_too_short": "er tom",
    "string_type": "skal være tekst",
    "string_too_long": "er for lang – højst {max_length} tegn",
    "too_short": "har for få – mindst {min_length}",
    "too_long": "har for mange – højst {max_length}",
    "literal_error": "skal være en af {expected}",
    "url_parsing": "er ikke en adresse – skriv den hele, fx https://eksempel.dk/side",
    "url_scheme": "er ikke en adresse – skriv den hele, fx https://eksempel.dk/side",
    "date_parsing": "er ikke en dato – skriv år-måned-dag, fx 2026-03-31",
    "date_from_datetime_parsing": "er ikke en dato – skriv år-måned-dag, fx 2026-03-31",
    "date_type": "er ikke en dato – skriv år-måned-dag, fx 2026-03-31",
    # The guide's own checks say it in Danish.
    "value_error": "{error}",
}


def read_yaml(path: Path) -> Any:
    """The file's content, or a `ContentError`."""
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        raise ContentError(f"Filen {path} mangler.") from None
    except UnicodeDecodeError as error:
        raise ContentError(_unreadable(path, error)) from None


def parse(source: str, path: Path) -> Any:
    """What a text in YAML says, or a `ContentError` that names the file it is from."""
    try:
        return yaml.load(source, Loader=_StrictLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError) as error:
        raise ContentError(_unreadable(path, error)) from None


def _unreadable(path: Path, error: Exception) -> str:
    return f"{path.name} kan ikke læses som YAML: {' '.join(str(error).split())}"


def read(path: Path, kind: type[T]) -> T:
    """The file as the model or type given, or a `ContentError` that names every fault."""
    raw = read_yaml(path)
    try:
        return TypeAdapter(kind).validate_python(raw)
    except ValidationError as error:
        raise ContentError("\n".join(f"{path.name}: {_fault(each)}" for each in error.errors())) from None


def _fault(error: Any) -> str:
    place = " → ".join(str(part) for part in error["loc"])
    message = _MESSAGES.get(error["type"])
    return f"{place}: {error['msg'] if message is None else message.format(**error.get('ctx', {}))}"


def same_ids(file: str, given: Iterable[object], expected: Iterable[object], what: str) -> list[str]:
    """A line for every id that is missing and for every one that nothing uses."""
    have, want = {str(each) for each in given}, {str(each) for each in expected}
    return [f"{file}: {what} «{each}» mangler." for each in sorted(want - have)] + [
        f"{file}: {what} «{each}» bruges ikke – er det stavet rigtigt?" for each in sorted(have - want)
    ]
