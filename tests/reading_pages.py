"""Reads a page as someone without a script does: its text, its forms with their buttons, and where the forms go."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements within a line: what they hold belongs to the words around it.
INLINE = {"span", "strong", "a"}
#: Elements that have no end tag.
EMPTY = {"meta", "link", "input", "br", "path", "circle", "rect"}


@dataclass
class Button:
    name: str
    value: str
    title: str = ""


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    typed: str = ""

    def pressing(self, title: str) -> list[tuple[str, str]]:
        """What is sent when the button of that title is pressed."""
        button = next(each for each in self.buttons if each.title == title)
        return [*self.fields, *([(button.name, button.value)] if button.name else [])]


class Page(HTMLParser):
    """A page that was read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.said: list[str] = []
        self.links: dict[str, str] = {}
        self.title = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self._link = ""
        self.feed(text)
        self.close()
        self.text = " ".join("".join(self.said).split())
        for form in self.forms:
            for button in form.buttons:
                button.title = " ".join(button.title.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._part(tag)
        if tag == "form":
            self.forms.append(Form(given["action"]))
        elif tag == "input" and self._within("form") and self._counts(given):
            self.forms[-1].fields.append((given["name"], given.get("value", "")))
        elif tag == "button" and self._within("form"):
            self.forms[-1].buttons.append(Button(given.get("name", ""), given.get("value", "")))
        elif tag == "a":
            self._link = given["href"]
        if tag not in EMPTY:
            self._open.append((tag, given))

    def _counts(self, given: dict[str, str]) -> bool:
        return given.get("type") not in ("radio", "checkbox") or "checked" in given

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        while self._open and self._open.pop()[0] != tag:
            pass

    def _within(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._open)

    def handle_data(self, data: str) -> None:
        if self._within("title"):
            self.title += data
        elif self._within("textarea"):
            self.forms[-1].typed += data
        elif not self._within("template"):
            self.said.append(data)
        if self._within("button") and self.forms:
            self.forms[-1].buttons[-1].title += data
        if self._within("a"):
            self.links[data.strip()] = self._link

    @property
    def compose(self) -> Form:
        """The form to write in: the one with a button to send."""
        return next(form for form in self.forms if any(button.title == "Send" for button in form.buttons))

    @property
    def titles(self) -> list[str]:
        """The titles of all buttons."""
        return [button.title for form in self.forms for button in form.buttons]

    def form_with(self, title: str) -> Form:
        """The form in which a button of this title stands."""
        return next(form for form in self.forms if title in [button.title for button in form.buttons])

    def editor(self, fact: str) -> Form:
        """The form in the panel that changes a fact."""
        return next(
            form
            for form in self.forms
            if ("fact", fact) in form.fields and any(button.title == "Gem rettelsen" for button in form.buttons)
        )
