"""Everyone can use the page: no barriers in any state and mode, nothing cut off or covered, everything reached by keyboard."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.refusals import Refused
from tests.browser.conftest import PROJECT, Open
from tests.browser.site import Site
from tests.browser.talking_to_pages import MUNICIPALITY, barriers, press, reach_advice, send, write

#: A link of a supplier that has to apply for the right.
APPLIES = (
    "/vejledning?goal=connection&company_form=80&role=multi_tenant_supplier&government_task=yes"
    "&secure_authentication=yes&public_law_body=yes&authority_cannot_create_system=yes&mitid_erhverv=no"
)

State = Callable[[Page, Site], None]


def opening(page: Page, site: Site) -> None:
    """As it is opened."""


def waiting(page: Page, site: Site) -> None:
    site.engine.held = True
    send(page, MUNICIPALITY)
    expect(page.locator(".sending")).to_be_visible()


def question(page: Page, site: Site) -> None:
    write(page, MUNICIPALITY)
    page.locator(".helps summary").first.click()


def ticks(page: Page, site: Site) -> None:
    press(page, "Hvilke services kan vi få?")
    while not page.get_by_role("button", name="Send valg").count():
        press(page, "Ved ikke")


def advice(page: Page, site: Site) -> None:
    reach_advice(page)
    for fold in page.locator(".advice summary").all():
        fold.click()


def editing(page: Page, site: Site) -> None:
    write(page, MUNICIPALITY)
    press(page, "Vi udbyder systemet selv")
    for fold in page.locator(".panel summary").all():
        fold.click()


def failed(page: Page, site: Site) -> None:
    site.engine.error = Refused("busy")
    send(page, MUNICIPALITY)
    expect(page.locator(".failed")).to_be_visible()


def too_long(page: Page, site: Site) -> None:
    page.fill("#besked", "æ" * 1012)


def answer(page: Page, site: Site) -> None:
    write(page, "hvad koster det?")


def refused(page: Page, site: Site) -> None:
    """The page as it comes without a script when a message is refused."""
    page.evaluate("document.querySelector('#besked').removeAttribute('required')")
    page.evaluate("document.querySelector('form.compose').submit()")
    expect(page.locator("#fejl")).to_be_visible()


def record(page: Page, site: Site) -> None:
    reach_advice(page)
    page.goto(site.address + "/samtale/udskrift")


def draft(page: Page, site: Site) -> None:
    page.goto(site.address + APPLIES)
    page.get_by_role("button", name="Fortsæt i en samtale").click()
    press(page, "Se udkast til begrundelsen")


def picture(page: Page, site: Site) -> None:
    page.goto(site.address + APPLIES.replace("public_law_body=yes", "public_law_body=unknown"))
    page.locator(".picture-fold summary").click()


def at(path: str) -> State:
    def go(page: Page, site: Site) -> None:
        page.goto(site.address + path)

    return go


STATES: dict[str, State] = {
    "opening": opening,
    "waiting": waiting,
    "question": question,
    "ticks": ticks,
    "advice": advice,
    "editing": editing,
    "failed": failed,
    "too long": too_long,
    "answer": answer,
    "refused": refused,
    "record": record,
    "draft": draft,
    "picture": picture,
    "deletion": at("/samtale/slet"),
    "deleted": at("/samtale/slettet"),
    "link": at("/vejledning?goal=connection&company_form=80&role=multi_tenant_supplier&government_task=unknown"),
    "spoilt link": at("/vejledning?goal=alt"),
    "privacy": at("/privatliv"),
    "accessibility": at("/tilgaengelighed"),
}

MODES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "small": {"width": 320},
}


#: The contrast of every text of a drawing with the box behind it, as WCAG reckons it.
CONTRAST = """() => {
    const light = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map((each) => each / 255)
        .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
    const fill = (each) => light(getComputedStyle(each).fill);
    const around = (text) => [...text.parentNode.querySelectorAll('rect')].find((box) => {
        const [[x, y], [left, top, width, height]] = [[text, ['x', 'y']], [box, ['x', 'y', 'width', 'height']]]
            .map(([each, names]) => names.map((name) => Number(each.getAttribute(name))));
        return left < x && x < left + width && top < y && y < top + height;
    });
    return [...document.querySelectorAll('.drawing text')].filter((text) => text.checkVisibility())
        .map((text) => [fill(text), fill(around(text))].sort((one, other) => other - one))
        .map(([lighter, darker]) => (lighter + 0.05) / (darker + 0.05));
}"""


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_barrier_in_any_mode(
    open_page: Open, site: Site, axe: str, complaints: list[str], state: str
) -> None:
    page = open_page(reduced_motion="reduce")
    STATES[state](page, site)
    # Tall, for axe cannot look at what has to be scrolled to first.
    for name, mode in MODES.items():
        page.emulate_media(
            color_scheme=mode.get("color_scheme", "light"), forced_colors=mode.get("forced_colors", "none")
        )
        page.set_viewport_size({"width": mode.get("width", 1280), "height": 6000})
        found = barriers(page, axe)
        if name == "forced colours":
            # The colours are the user's own then, and axe cannot tell what lies behind a button.
            found = [each for each in found if not each.startswith("incomplete: color-contrast")]
        else:
            # It cannot see the boxes behind the texts of a drawing either: their contrast is measured here.
            found = [each for each in found if not each.startswith("incomplete: color-contrast") or "text[" not in each]
            assert all(ratio >= 4.5 for ratio in page.evaluate(CONTRAST)), name
        assert found == [], name
    assert complaints == []


#: 320 × 256 is what is left of 1280 × 1024 at 400 %.
@pytest.mark.parametrize("height", [640, 256])
@pytest.mark.parametrize(
    "state",
    ["opening", "question", "ticks", "advice", "editing", "failed", "record", "link", "draft", "picture", "privacy"],
)
def test_nothing_has_to_be_scrolled_sideways(open_page: Open, site: Site, state: str, height: int) -> None:
    page = open_page(width=320, height=height)
    STATES[state](page, site)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    wide = """() => [...document.querySelectorAll('main *')]
        .filter((each) => each.checkVisibility() && !each.closest('.unseen'))
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []


#: What can be pressed, and how large it is. A link in a sentence may be as low as its line.
SMALL = """() => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
    .filter((each) => each.checkVisibility() && !each.closest('.unseen, .skip'))
    .filter((each) => !(each.tagName === 'A' && each.closest('p, dd') && getComputedStyle(each).display === 'inline'))
    .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 80)])
    .filter(([box]) => box.width < 24 || box.height < 24).map(([box, html]) => `${box.width} × ${box.height} ${html}`)"""


@pytest.mark.parametrize(
    "state", ["opening", "question", "ticks", "advice", "editing", "failed", "record", "link", "draft", "picture"]
)
def test_everything_to_press_is_large_enough(open_page: Open, site: Site, state: str) -> None:
    for width in (1280, 320):
        page = open_page(width=width)
        STATES[state](page, site)
        assert page.evaluate(SMALL) == []
        site.engine.error = None


#: Where the focus is: whether it lies in the view, and whether something covers it.
FOCUS = """() => {
    const each = document.activeElement, box = each.getBoundingClientRect();
    const x = box.left + Math.min(box.width, 20) / 2, y = box.top + Math.min(box.height, 20) / 2;
    const top = document.elementFromPoint(x, y);
    return {html: each.outerHTML.slice(0, 90), end: each === document.body,
        seen: box.top >= 0 && box.left >= 0 && y <= innerHeight && box.right <= innerWidth + 1,
        covered: !(top && (each.contains(top) || top.contains(each) || each.labels?.[0]?.contains(top)))};
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (320, 256)])
@pytest.mark.parametrize("state", ["question", "advice", "editing"])
def test_every_stop_of_the_keyboard_is_in_view_and_not_covered(
    open_page: Open, site: Site, state: str, width: int, height: int
) -> None:
    page = open_page(width=width, height=height, reduced_motion="reduce")
    STATES[state](page, site)
    page.focus(".skip")
    stops = 0
    for _ in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["end"]:
            break
        stops += 1
        assert focus["seen"], focus["html"]
        assert not focus["covered"], focus["html"]
    assert 10 < stops < 120


def test_reduced_motion_leaves_nothing_moving(open_page: Open, site: Site) -> None:
    page = open_page(reduced_motion="reduce")
    waiting(page, site)
    assert page.evaluate("document.getAnimations().length") == 0


def test_print_shows_the_record_and_nothing_to_press(open_page: Open, site: Site) -> None:
    page = open_page()
    record(page, site)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Udskrift af vejledningen")).to_be_visible()
    for hidden in ("button", "footer", ".skip"):
        for each in page.locator(hidden).all():
            expect(each).to_be_hidden()


def test_the_first_view_is_light(open_page: Open) -> None:
    page = open_page("/tilgaengelighed")
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.context.clear_cookies()
    page.goto(page.url.removesuffix("tilgaengelighed"))
    page.wait_for_load_state("networkidle")
    assert sum(sizes.values()) < 150_000
    assert len((PROJECT / "bot/web/static/page.css").read_bytes()) < 20_000


def test_the_scripts_keep_their_types() -> None:
    compiler = PROJECT / "vendor/typescript/bin/tsc"
    if not compiler.exists():
        pytest.skip("no TypeScript: scripts/page-tools")
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2023", "--module", "esnext"]
    scripts = [str(PROJECT / "bot/web" / name) for name in ("static/page.js", "widget/v1.js")]
    command = ["node", str(compiler), *options, "--lib", "es2023,dom,dom.iterable", *scripts]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
