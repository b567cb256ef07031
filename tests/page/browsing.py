"""A browser without scripts, and what people do with it."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.testclient import TestClient

from tests.reading_pages import Form, Page

MUNICIPALITY = "Vi er Aarhus Kommune og skal bruge NemLog-in"


class Browser:
    """A browser without scripts: it follows links, presses buttons and keeps cookies."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.last = client.get("/")

    @property
    def page(self) -> Page:
        return Page(self.last.text)

    def go(self, path: str) -> Page:
        self.last = self.client.get(path)
        return self.page

    def send(self, action: str, fields: list[tuple[str, str]], **headers: str) -> Page:
        content = urlencode(fields)
        kind = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        self.last = self.client.post(action, content=content, headers=kind)
        return self.page

    def write(self, text: str) -> Page:
        compose = self.page.compose
        return self.send(compose.action, [*compose.fields, ("text", text)])

    def press(self, title: str) -> Page:
        form = self.page.form_with(title)
        return self.send(form.action, form.pressing(title))

    def fill(self, form: Form, *values: str) -> Page:
        kept = [(name, value) for name, value in form.fields if name != "value"]
        return self.send(form.action, [*kept, *(("value", value) for value in values)])


def advised(browser: Browser) -> Page:
    """A whole talk, up to the advice."""
    browser.write(MUNICIPALITY)
    browser.press("Vi udbyder systemet selv")
    for _ in range(3):
        page = browser.press("Ja")
    return page
