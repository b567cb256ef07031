"""The first view: light over the wire, of use before any script has run, and from our own address alone."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PROJECT, Open
from tests.browser.site import Site
from tests.browser.talking_to_pages import MUNICIPALITY

#: Everything together, as it goes over the wire.
LIMIT = 150_000


def over_the_wire(page: Page) -> dict[str, int]:
    """The bytes of each file that the page asks for from now on, headers included and compressed as they are sent."""
    sent: dict[str, int] = {}
    names: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def asked(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        url = names.get(event["requestId"])
        if url is None:
            return  # asked for before the counting began
        sent[url] = sent.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", finished)
    return sent


def test_the_first_view_is_light_and_comes_from_one_place(open_page: Open, site: Site) -> None:
    page = open_page("/static/none/mark.svg")
    sent = over_the_wire(page)
    page.goto(site.address)
    page.wait_for_load_state("networkidle")
    assert {Path(each).suffix for each in sent} >= {".css", ".js", ".svg"}
    assert sum(sent.values()) < LIMIT, sent
    assert all(each.startswith(site.address) for each in sent)


def test_with_all_scripts_blocked_the_form_works(open_page: Open, site: Site) -> None:
    page = open_page("/static/none/mark.svg")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(site.address)
    page.fill("#besked", MUNICIPALITY)
    page.click("form.compose button")
    expect(page.locator(".said")).to_have_text([MUNICIPALITY])
    page.get_by_role("button", name="Vi udbyder systemet selv").click()
    expect(page.get_by_role("button", name="Ja", exact=True)).to_be_visible()


def test_before_the_stylesheet_is_there_the_page_reads_in_order(open_page: Open, site: Site) -> None:
    page = open_page("/static/none/mark.svg")
    page.route("**/page.css", lambda route: route.abort())
    page.goto(site.address)
    tops = [
        page.locator(each).first.bounding_box() for each in ("h1", ".message", "#besked", "#panel-heading", "footer")
    ]
    assert all(tops)
    assert sorted(tops, key=lambda box: box["y"] if box else 0) == tops


def test_the_scripts_keep_their_types() -> None:
    compiler = PROJECT / "vendor/typescript/bin/tsc"
    if not compiler.exists():
        pytest.skip("no TypeScript: scripts/page-tools")
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2023", "--module", "esnext"]
    scripts = [str(PROJECT / "bot/web" / name) for name in ("static/page.js", "widget/v1.js")]
    command = ["node", str(compiler), *options, "--lib", "es2023,dom,dom.iterable", *scripts]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
