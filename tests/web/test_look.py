"""The look: one stylesheet made of components and layout, with or without the design system, and a name and a mark that can be replaced."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.web import dkfds
from bot.web.look import HERE, Look, static_files
from tests.browser.site import page_app

PLAIN = Look(design=Path("/nowhere"))


@pytest.fixture
def designed(tmp_path: Path) -> Look:
    """A look with a design system of one rule."""
    folder = tmp_path / "design"
    folder.mkdir()
    (folder / dkfds.STYLESHEET).write_text('.alert{background:url("info.svg")}')
    (folder / "info.svg").write_text("<svg/>")
    (folder / "LICENSE.md").write_text("You may.")
    return Look(design=folder)


def test_the_design_system_comes_first_and_brings_its_pictures(designed: Look) -> None:
    files = static_files(designed)
    css = files.files["page.css"].decode()
    assert css.startswith('.alert{background:url("info.svg")}')
    assert (HERE / "static/page.css").read_text() in css
    assert "info.svg" in files.files
    assert "LICENSE.md" not in files.files


def test_without_it_our_own_components_serve(designed: Look) -> None:
    css = static_files(PLAIN).files["page.css"].decode()
    assert css.startswith((HERE / "looks/plain.css").read_text())
    assert "url(" not in css
    assert static_files(PLAIN).digest != static_files(designed).digest


def test_both_looks_answer_to_the_classes_of_the_templates() -> None:
    used: set[str] = set()
    for template in (HERE / "templates").glob("*.html"):
        for classes in re.findall(r'class="([^"]*)"', template.read_text(encoding="utf-8")):
            used |= set(classes.split())
    plain = (HERE / "looks/plain.css").read_text(encoding="utf-8")
    components = {each for each in used if each in dkfds.CLASSES}
    assert {"button", "button-primary", "form-input", "details-summary", "alert-error"} <= components
    assert not {each for each in components if not re.search(rf"\.{each}\b(?!-)", plain)} - {
        "form-group",
        "alert-info",
        "details",
    }


def test_a_name_and_a_mark_of_ones_own_stand_on_every_page(tmp_path: Path) -> None:
    mark = tmp_path / "vores.PNG"
    mark.write_bytes(b"\x89PNG")
    app, _ = page_app(tmp_path, ("https://support.example",), look=Look("Vores guide", mark))
    with TestClient(app) as client:
        for path in ("/", "/privatliv", "/tilgaengelighed", "/samtale/slet", "/indlejret"):
            text = client.get(path).text
            assert "Tilslutningsguiden" not in text, path
            assert "Vores guide" in text, path
        shown = re.search(r'<img src="([^"]+)" alt=""', client.get("/").text)
        assert shown
        assert client.get(shown[1]).content == b"\x89PNG"
        assert client.get(shown[1]).headers["Content-Type"] == "image/png"
        assert '"name":"Vores guide"' in client.get("/widget/v1.js").text


def test_pages_and_files_go_compressed_to_those_who_can_read_it(tmp_path: Path) -> None:
    app, _ = page_app(tmp_path)
    with TestClient(app) as client:
        for path in ("/", static_files(Look()).url("page.css"), static_files(Look()).url("page.js")):
            plain = client.get(path, headers={"Accept-Encoding": "identity"})
            assert "Content-Encoding" not in plain.headers
            with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
                sent = b"".join(answer.iter_raw())
                assert answer.headers["Content-Encoding"] == "gzip"
                assert answer.headers["Vary"] == "Accept-Encoding"
            assert len(sent) < len(plain.content) * 0.6
            if path != "/":  # Every page has a key of its own.
                assert gzip.decompress(sent) == plain.content
