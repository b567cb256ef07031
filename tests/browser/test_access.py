"""Everyone can use the page: in every state and mode no barrier, nothing cut off or covered, everything reached by keyboard.

Each state is brought about once, and then looked at in all ways; with Det Fælles Designsystem and, where every component stands, without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.look import Look
from tests.browser.conftest import PATIENCE
from tests.browser.site import Site, page_app, running
from tests.browser.states import STATES, WITH_EVERY_COMPONENT
from tests.browser.talking_to_pages import barriers

PLAIN = Look(design=Path("/nowhere"))


@dataclass
class Shown:
    """The page in a state."""

    page: Page
    site: Site
    state: str
    complaints: list[str] = field(default_factory=list)

    def view(self, width: int, height: int, **media: Any) -> None:
        """Shows it in a view of this size, and in these colours."""
        self.page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", "media": "screen", **media})
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate("scrollTo(0, 0)")


IN_LOOKS = [*((state, Look()) for state in STATES), *((state, PLAIN) for state in WITH_EVERY_COMPONENT)]


@pytest.fixture(scope="module", params=IN_LOOKS, ids=lambda each: each[0] + (", plain" if each[1] == PLAIN else ""))
def shown(
    request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shown]:
    state, look = request.param
    app, house = page_app(tmp_path_factory.mktemp("site"), look=look)
    with running(app, house) as site:
        context = chromium.new_context(locale="da-DK", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        found = Shown(context.new_page(), site, state)
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on("console", lambda said: found.complaints.append(said.text) if said.type == "error" else None)
        found.page.goto(site.address)
        STATES[state](found.page, site)
        yield found
        site.engine.held = False
        context.close()


#: Tall, for axe cannot tell the contrast of what has to be scrolled to. 320 × 256 is what is left of 1280 × 1024 at 400 %.
MODES: dict[str, dict[str, Any]] = {
    "light": {"width": 1280, "height": 6000},
    "dark": {"width": 1280, "height": 6000, "color_scheme": "dark"},
    "forced colours": {"width": 1280, "height": 6000, "forced_colors": "active"},
    "small": {"width": 320, "height": 9000},
    "400 %": {"width": 320, "height": 256},
    "print": {"width": 1280, "height": 6000, "media": "print"},
}

#: Where it does not look at contrast: forced colours are the user's own; at 400 % all is as in the same width, but out of its sight.
NO_CONTRAST = ("forced colours", "400 %")
#: Texts of a drawing lie on boxes that it does not see, and the arrow of a list is a picture: their contrast is measured below instead.
CANNOT_TELL = ("text[", "#nyt-company_form")


def unexplained(found: list[str]) -> list[str]:
    return [
        each
        for each in found
        if not (each.startswith("incomplete: color-contrast") and any(part in each for part in CANNOT_TELL))
    ]


#: The contrast of every text of a drawing with the box behind it, and of lists with their ground, as WCAG reckons it.
CONTRAST = """() => {
    const light = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map((each) => each / 255)
        .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
    const around = (text) => [...text.parentNode.querySelectorAll('rect')].find((box) => {
        const [[x, y], [left, top, width, height]] = [[text, ['x', 'y']], [box, ['x', 'y', 'width', 'height']]]
            .map(([each, names]) => names.map((name) => Number(each.getAttribute(name))));
        return left < x && x < left + width && top < y && y < top + height;
    });
    const ratio = (one, other) => {
        const [lighter, darker] = [light(one), light(other)].sort((one, other) => other - one);
        return (lighter + 0.05) / (darker + 0.05);
    };
    const style = (each) => getComputedStyle(each);
    const drawn = [...document.querySelectorAll('.drawing text')].filter((text) => text.checkVisibility())
        .map((text) => ratio(style(text).fill, style(around(text)).fill));
    const lists = [...document.querySelectorAll('select')].filter((each) => each.checkVisibility())
        .map((each) => ratio(style(each).color, style(each).backgroundColor));
    return [...drawn, ...lists];
}"""


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_no_barrier(shown: Shown, axe: str, mode: str) -> None:
    shown.view(**MODES[mode])
    assert unexplained(barriers(shown.page, axe, mode not in NO_CONTRAST)) == []
    if mode not in NO_CONTRAST:
        assert all(ratio >= 4.5 for ratio in shown.page.evaluate(CONTRAST))


def test_the_browser_has_nothing_to_complain_of(shown: Shown) -> None:
    # A refusal is an answer, and so is a page that is not there: the browser notes both.
    assert [each for each in shown.complaints if "Failed to load resource" not in each] == []


WIDE = """() => [...document.querySelectorAll('main *')]
    .filter((each) => each.checkVisibility() && !each.closest('.unseen'))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => each.outerHTML.slice(0, 80))"""


def test_nothing_has_to_be_scrolled_sideways(shown: Shown) -> None:
    for height in (640, 256):
        shown.view(320, height)
        assert shown.page.evaluate("document.scrollingElement.scrollWidth") <= 320
        assert shown.page.evaluate(WIDE) == []


#: What can be pressed, and how large it is. A link in a sentence may be as low as its line.
SMALL = """() => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
    .filter((each) => each.checkVisibility() && !each.closest('.unseen, .skip'))
    .filter((each) => !(each.tagName === 'A' && each.closest('p, dd') && getComputedStyle(each).display === 'inline'))
    .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 80)])
    .filter(([box]) => box.width < 24 || box.height < 24).map(([box, html]) => `${box.width} × ${box.height} ${html}`)"""


def test_everything_to_press_is_large_enough(shown: Shown) -> None:
    for width in (1280, 320):
        shown.view(width, 800)
        assert shown.page.evaluate(SMALL) == []


#: Where the focus is: whether it lies in the view, whether something covers it, and whether one sees that it is there.
FOCUS = """() => {
    const each = document.activeElement, box = each.getBoundingClientRect();
    const x = box.left + Math.min(box.width, 20) / 2, y = box.top + Math.min(box.height, 20) / 2;
    const top = document.elementFromPoint(x, y);
    const rings = [[each], [each, '::before'], [each.labels?.[0] ?? each, '::before']].map((of) => getComputedStyle(...of));
    return {html: each.outerHTML.slice(0, 90), end: each === document.body,
        seen: box.top >= 0 && box.left >= 0 && y <= innerHeight && box.right <= innerWidth + 1,
        covered: !(top && (each.contains(top) || top.contains(each) || each.labels?.[0]?.contains(top))),
        ring: rings.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)};
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (320, 256)])
def test_every_stop_of_the_keyboard_is_in_view_not_covered_and_marked(shown: Shown, width: int, height: int) -> None:
    shown.view(width, height)
    shown.page.focus(".skip")
    stops = 0
    for _ in range(120):
        shown.page.keyboard.press("Tab")
        focus = shown.page.evaluate(FOCUS)
        if focus["end"]:
            break
        stops += 1
        assert focus["seen"], focus["html"]
        assert not focus["covered"], focus["html"]
        assert focus["ring"], focus["html"]
    assert 4 < stops < 120


def test_reduced_motion_leaves_nothing_moving(shown: Shown) -> None:
    assert shown.page.evaluate("document.getAnimations().length") == 0


def test_paper_shows_nothing_to_press(shown: Shown) -> None:
    shown.view(1280, 800, media="print")
    expect(shown.page.locator("h1")).to_be_visible()
    for hidden in ("button", "footer", ".skip", "textarea"):
        assert [each for each in shown.page.locator(hidden).all() if each.is_visible()] == []
