"""The guide inside other sites' pages: opened by one line, kept apart from what is around it, and only where it is allowed."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, Playwright, expect
from starlette.testclient import TestClient

from bot.web.embedded import widget_script
from tests.browser.conftest import CHROMIUM, FLAGS, Open
from tests.browser.site import Site, page_app, running
from tests.browser.talking_to_pages import MUNICIPALITY, barriers

#: A page with a strong will of its own: nothing of it may reach the guide, nor the other way round.
HOST = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Support</title><style>
* {{ font-family: monospace !important; letter-spacing: 3px; text-transform: uppercase; }} div, dialog, button {{ display: none; }}
html {{ font-size: 5px; }}</style></head>
<body><main><h1>Support</h1><p id="here"></p><a href="#x">Et link</a></main>{scripts}</body></html>"""
#: One without faults of its own.
PLAIN = """<!doctype html><html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Support</title></head><body><main><h1>Support</h1></main>{scripts}</body></html>"""


class HostServer(ThreadingHTTPServer):
    """Serves one page, under a policy of its own."""

    scripts = ""
    policy = ""


class _Handler(BaseHTTPRequestHandler):
    server: HostServer

    def do_GET(self) -> None:
        body = (PLAIN if self.path == "/plain" else HOST).format(scripts=self.server.scripts).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def host_at(name: str) -> Iterator[HostServer]:
    server = HostServer(("127.0.0.2" if name == "127.0.0.2" else "127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser that keeps what a frame stores apart for each site around it, as those of users do; Playwright turns that off."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--disable-features=HttpsUpgrades"])
    yield browser
    browser.close()


@dataclass
class Neighbourhood:
    """The guide, two sites that may embed it, and one that may not; each at an address of its own."""

    site: Site
    one: str
    other: str
    stranger: str


@pytest.fixture
def around(tmp_path: Path) -> Iterator[Neighbourhood]:
    with ExitStack() as stack:
        servers = [stack.enter_context(host_at(name)) for name in ("localhost", "127.0.0.2", "localhost")]
        one, other, stranger = (
            f"http://{name}:{server.server_address[1]}"
            for name, server in zip(("localhost", "127.0.0.2", "localhost"), servers, strict=True)
        )
        app, house = page_app(tmp_path, (one, other))
        site = stack.enter_context(running(app, house))
        for server in servers:
            show(server, site, f'<script src="{site.address}/widget/v1.js" defer></script>')
        show(
            servers[1],
            site,
            f'<script src="{site.address}/widget/v1.js" data-label="Spørg guiden" data-into="#here" defer></script>'
            f'<script src="{site.address}/widget/v1.js" data-position="left" defer></script>',
        )
        yield Neighbourhood(site, one, other, stranger)


def show(server: HostServer, site: Site, scripts: str) -> None:
    server.scripts = scripts
    server.policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {site.address}; frame-src {site.address}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def launcher(page: Page, name: str = "Få hjælp til NemLog-in") -> Locator:
    return page.get_by_role("button", name=name)


def opened(page: Page, name: str = "Få hjælp til NemLog-in") -> FrameLocator:
    launcher(page, name).click()
    frame = page.frame_locator("iframe >> visible=true")
    expect(frame.locator("#besked")).to_be_visible()
    return frame


def write(frame: FrameLocator, text: str) -> None:
    before = frame.locator(".message.bot").count()
    frame.locator("#besked").fill(text)
    frame.locator("form.compose button").click()
    expect(frame.locator(".message.bot")).not_to_have_count(before)
    expect(frame.locator(".sending")).to_have_count(0)


def press(frame: FrameLocator, title: str) -> None:
    before = frame.locator(".message").count()
    frame.locator(".choices").get_by_role("button", name=title, exact=True).click()
    expect(frame.locator(".message")).not_to_have_count(before)
    expect(frame.locator(".sending")).to_have_count(0)


def test_it_is_small_and_loads_nothing_before_it_is_opened(
    open_page: Open, around: Neighbourhood, complaints: list[str]
) -> None:
    assert len(gzip.compress(widget_script().encode())) < 10_000
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(around.one)
    expect(launcher(page)).to_be_visible()
    assert [each for each in asked if each.startswith(around.site.address)] == [f"{around.site.address}/widget/v1.js"]
    opened(page)
    assert complaints == []


def test_a_whole_talk_goes_without_a_cookie_and_outlives_a_reload(
    open_page: Open, around: Neighbourhood, complaints: list[str]
) -> None:
    page = open_page("/")
    page.goto(around.one)
    frame = opened(page)
    write(frame, MUNICIPALITY)
    press(frame, "Vi udbyder systemet selv")
    for _ in range(3):
        press(frame, "Ja")
    expect(frame.locator(".headline")).to_have_text("I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder.")
    assert page.context.cookies() == []
    assert around.site.house is not None
    assert around.site.house.tally.opened_count == 1
    page.reload()
    frame = opened(page)
    expect(frame.locator(".headline")).to_be_visible()
    expect(frame.locator(".said").first).to_have_text(MUNICIPALITY)
    with page.context.expect_page() as record:
        frame.get_by_role("button", name="Gem eller udskriv").first.click()
    expect(record.value.get_by_role("heading", name="Udskrift af vejledningen")).to_be_visible()
    expect(record.value.get_by_text("Aarhus Kommune")).to_be_visible()
    assert all("." not in each.url.partition(around.site.address)[2] for each in page.context.pages)
    assert complaints == []


def test_the_talk_is_deleted_in_the_frame(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/")
    page.goto(around.one)
    frame = opened(page)
    write(frame, MUNICIPALITY)
    frame.get_by_role("button", name="Slet min samtale").click()
    frame.get_by_role("button", name="Ja, slet samtalen").click()
    expect(frame.get_by_role("heading", name="Samtalen er slettet")).to_be_visible()
    frame.get_by_role("link", name="Begynd en ny samtale").click()
    expect(frame.locator("#besked")).to_be_visible()
    expect(frame.locator(".said")).to_have_count(0)
    assert around.site.house is not None
    assert around.site.house.tally.deleted_count == 1


def test_thinking_better_of_deleting_leads_back_to_the_talk(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/")
    page.goto(around.one)
    frame = opened(page)
    write(frame, MUNICIPALITY)
    frame.get_by_role("button", name="Slet min samtale").click()
    frame.get_by_role("button", name="Nej, gå tilbage").click()
    write(frame, "hvad koster det?")
    expect(frame.locator(".said")).to_have_text([MUNICIPALITY, "hvad koster det?"])
    assert around.site.house is not None
    assert around.site.house.tally.opened_count == 1


def test_where_the_browser_keeps_nothing_the_talk_lasts_as_long_as_the_page(
    playwright: Playwright, around: Neighbourhood
) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    page = browser.new_page()
    page.goto(around.one)
    frame = opened(page)
    write(frame, MUNICIPALITY)
    write(frame, "hvad koster det?")
    expect(frame.locator(".said")).to_have_text([MUNICIPALITY, "hvad koster det?"])
    assert around.site.house is not None
    assert around.site.house.tally.opened_count == 1
    browser.close()


def test_two_sites_at_once_hold_two_talks(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/")
    page.goto(around.one)
    other = page.context.new_page()
    other.goto(around.other)
    one_frame, other_frame = opened(page), opened(other, "Spørg guiden")
    write(one_frame, MUNICIPALITY)
    write(other_frame, "Vi er en forening")
    expect(one_frame.locator(".said")).to_have_text([MUNICIPALITY])
    expect(other_frame.locator(".said")).to_have_text(["Vi er en forening"])


def test_twice_on_one_page_they_give_way_to_each_other_and_show_one_talk(
    open_page: Open, around: Neighbourhood
) -> None:
    page = open_page("/")
    page.goto(around.other)
    frame = opened(page, "Spørg guiden")
    write(frame, MUNICIPALITY)
    frame = opened(page)
    expect(page.locator("dialog[open]")).to_have_count(1)
    expect(frame.locator(".said")).to_have_text([MUNICIPALITY])


def test_the_keyboard_opens_and_escape_closes_from_everywhere(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/")
    page.goto(around.one)
    launcher(page).focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("iframe")
    expect(frame.locator("#besked")).to_be_visible()
    expect(page.get_by_role("button", name="Luk")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(launcher(page)).to_be_focused()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    # The two have spoken with each other.
    expect(page.locator("dialog p")).to_have_text("")
    frame.locator("#besked").click()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(launcher(page)).to_be_focused()


def test_on_a_small_screen_it_fills_the_view_and_holds_the_focus(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/", width=320, height=640)
    page.goto(around.one)
    opened(page)
    assert page.locator("dialog").evaluate("each => each.matches(':modal')")
    box = page.locator("dialog").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 320, 640)
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()


def test_no_style_leaks_either_way(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/")
    page.goto(around.one)
    style = "each => { const s = getComputedStyle(each); return [s.letterSpacing, s.textTransform, s.fontSize, s.display]; }"
    before = page.locator("h1").evaluate(
        "each => JSON.stringify([...getComputedStyle(each)].map((name) => getComputedStyle(each)[name]))"
    )
    assert launcher(page).evaluate(style)[:3] == ["normal", "none", "16px"]
    opened(page)
    after = page.locator("h1").evaluate(
        "each => JSON.stringify([...getComputedStyle(each)].map((name) => getComputedStyle(each)[name]))"
    )
    assert before == after


def test_a_site_that_may_not_embed_it_shows_a_way_to_it_instead(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/")
    page.clock.install()
    page.goto(around.stranger)
    launcher(page).click()
    page.wait_for_timeout(500)
    page.clock.fast_forward(11_000)
    expect(page.get_by_text("Guiden kan ikke vises her på siden.")).to_be_visible()
    expect(page.get_by_role("link", name="Åbn den i et nyt vindue")).to_have_attribute(
        "href", f"{around.site.address}/"
    )
    expect(page.locator("iframe")).to_have_count(0)


def test_messages_from_elsewhere_are_not_heard(open_page: Open, around: Neighbourhood) -> None:
    page = open_page("/")
    page.goto(around.one)
    frame = opened(page)
    page.evaluate("window.postMessage({tilslutningsguiden: 'close'}, '*')")
    page.evaluate(
        "window.dispatchEvent(new MessageEvent('message', {data: {tilslutningsguiden: 'close'}, origin: location.origin}))"
    )
    page.wait_for_timeout(300)
    expect(frame.locator("#besked")).to_be_visible()


#: 320 × 256 is what is left of 1280 × 1024 at 400 %.
MODES: dict[str, dict[str, str | int]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "small": {"width": 320, "height": 640},
    "400 %": {"width": 320, "height": 256},
}


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_no_barrier_closed_or_open(open_page: Open, around: Neighbourhood, axe: str, mode: str) -> None:
    page = open_page("/", **MODES[mode])
    page.goto(around.one + "/plain")
    expect(launcher(page)).to_be_visible()
    # Forced colours are the user's own: there is nothing to measure.
    assert barriers(page, axe, colours=mode != "forced colours") == []
    frame = opened(page)
    write(frame, MUNICIPALITY)
    # That it looks into frames, it says; what it cannot see there, for it has to be scrolled to, the page's own tests look at.
    inside = next(each for each in page.frames if each.url.endswith("/indlejret"))
    for part in (page, inside):
        assert [
            each for each in barriers(part, axe, colours=False) if not each.startswith("incomplete: frame-tested")
        ] == []
    assert inside.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_demo_shows_it_on_a_page_of_its_own(open_page: Open, tmp_path: Path, complaints: list[str]) -> None:
    (tmp_path / "demo").mkdir()
    app, house = page_app(tmp_path / "demo", demo=True)
    with running(app, house) as site:
        page = open_page("/")
        page.goto(site.address + "/demo")
        write(opened(page), MUNICIPALITY)
    assert complaints == []


def test_only_the_sites_named_may_show_the_frame_and_only_ours_may_send_its_forms(tmp_path: Path) -> None:
    app, _ = page_app(tmp_path, ("https://support.example",))
    with TestClient(app) as client:
        page = client.get("/indlejret")
        assert "frame-ancestors https://support.example;" in page.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in page.headers
        assert "set-cookie" not in page.headers
        whole = client.get("/")
        assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
        assert whole.headers["X-Frame-Options"] == "DENY"
        for path in ("samtale", "vis", "udskrift", "slet", "slettet"):
            foreign = client.post(f"/indlejret/{path}", data={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
            assert foreign.status_code == 403, path
        assert client.get("/demo").status_code == 404


def test_the_frame_never_reads_the_cookie_of_the_page(tmp_path: Path) -> None:
    app, _ = page_app(tmp_path, ("https://support.example",))
    with TestClient(app) as client:
        client.post("/samtale", data={"text": MUNICIPALITY, "key": "k"})
        assert client.cookies
        assert MUNICIPALITY not in client.get("/indlejret").text
        assert "Set-Cookie" not in client.post("/indlejret/samtale", data={"text": "Hej", "key": "l"}).headers


def test_without_a_site_that_may_embed_it_there_is_nothing_to_embed(tmp_path: Path) -> None:
    app, _ = page_app(tmp_path)
    with TestClient(app) as client:
        for path in ("/indlejret", "/widget/v1.js", "/demo"):
            assert client.get(path).status_code == 404


def test_without_a_script_the_frame_works_by_forms_that_carry_the_key(tmp_path: Path) -> None:
    app, _ = page_app(tmp_path, ("https://support.example",))
    from tests.reading_pages import Page as Read

    with TestClient(app) as client:
        compose = Read(client.get("/indlejret").text).compose
        assert compose.action == "/indlejret/samtale"
        said = Read(client.post(compose.action, data={**dict(compose.fields), "text": MUNICIPALITY}).text)
        form = said.form_with("Vi udbyder systemet selv")
        after = client.post(form.action, data=dict(form.pressing("Vi udbyder systemet selv")))
        assert after.text.count(MUNICIPALITY) == 1
        assert "I valgte Vi udbyder systemet selv" in Read(after.text).text
