"""`make screenshots`: the main states of the page, with the trained model behind it, as pictures in docs/screenshots/."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bot.app import build
from bot.settings import Settings
from tests.browser.conftest import CHROMIUM, FLAGS, HOW_TO_GET_CHROMIUM, PATIENCE, PROJECT
from tests.browser.site import Site, running
from tests.browser.states import APPLIES
from tests.browser.talking_to_pages import press, send, write

FOLDER: Final = PROJECT / "docs/screenshots"
#: A picture is for a reader of the README: small enough to load at once.
LARGEST: Final = 200_000
#: A page that is longer than this is cut: what it shows is told by its beginning.
LONGEST: Final = 2600
COLOURS: Final = 48

Scene = Callable[[Page, Site], None]

DEVICES: Final[dict[str, dict[str, Any]]] = {
    "desktop": {"viewport": {"width": 1280, "height": 860}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 1.5,
    },
}


def opening(page: Page, site: Site) -> None:
    """As it is opened."""


def question(page: Page, site: Site) -> None:
    write(page, "Vi er Aarhus Kommune og skal have en selvbetjeningsløsning til byggesager på NemLog-in")
    page.locator(".helps summary").first.click()


def advice(page: Page, site: Site) -> None:
    write(page, "Vi er Aarhus Kommune og skal have en selvbetjeningsløsning til byggesager på NemLog-in")
    press(page, "Vi udbyder systemet selv")
    while page.locator("form.question").count():
        press(page, "Ja")


def draft(page: Page, site: Site) -> None:
    """A supplier of one solution to many authorities, which has to apply."""
    page.goto(site.address + APPLIES)
    page.get_by_role("button", name="Fortsæt i en samtale").click()
    press(page, "Se udkast til begrundelsen")


def record(page: Page, site: Site) -> None:
    advice(page, site)
    page.goto(site.address + "/samtale/udskrift")


def picture(page: Page, site: Site) -> None:
    page.goto(site.address + APPLIES.replace("public_law_body=yes", "public_law_body=unknown"))
    page.locator(".picture-fold summary").click()


def failed(page: Page, site: Site) -> None:
    write(page, "Vi er en forening")
    page.context.set_offline(True)
    send(page, "Vi udbyder selv løsningen")
    page.locator(".failed").wait_for()


def widget(page: Page, site: Site) -> None:
    """The guide on a page of another site."""
    page.goto(site.address + "/demo")
    page.get_by_role("button", name="Få hjælp til NemLog-in").click()
    page.frame_locator("iframe").locator("#besked").wait_for()
    page.frames[-1].evaluate("async () => { await document.fonts.ready; }")


#: A name, what leads to it, and what of the page is shown: all of it, or the part that matters.
SCENES: Final[tuple[tuple[str, Scene, str | None], ...]] = (
    ("opening", opening, None),
    ("question", question, None),
    ("advice", advice, ".message:has(.advice)"),
    ("draft", draft, ".kind-draft"),
    ("picture", picture, ".picture-fold"),
    ("record", record, None),
    ("offline", failed, None),
    ("widget", widget, None),
)


def main() -> int:
    """Makes all of them. 2, with a line that says why, when it cannot."""
    models = PROJECT / "models"
    if CHROMIUM is None:
        print(f"No Chromium: {HOW_TO_GET_CHROMIUM}", file=sys.stderr)
        return 2
    if not (models / "manifest.json").exists():
        print("No trained model: guide train", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment({"GUIDE_RATE_LIMITS": "off", "GUIDE_DEMO": "on"}, Path(folder))
        with running(build(settings)) as site, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            too_large = [
                file
                for device in DEVICES
                for file in (shoot(chromium, site, device, *scene) for scene in SCENES)
                if file
            ]
            chromium.close()
    if too_large:
        print(f"Larger than {LARGEST // 1000} kB: {', '.join(too_large)}", file=sys.stderr)
    return 1 if too_large else 0


def shoot(chromium: Any, site: Site, device: str, name: str, scene: Scene, part: str | None) -> str | None:
    """Makes one picture; its name, if it is too large."""
    context = chromium.new_context(locale="da-DK", reduced_motion="reduce", **DEVICES[device])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(site.address)
    scene(page, site)
    file = FOLDER / f"{name}-{device}.png"
    shown = page.locator(part).last if part else page.locator("body")
    box = shown.bounding_box()
    assert box is not None
    page.evaluate("scrollTo(0, 0), document.activeElement?.blur()")
    box = shown.bounding_box() or box
    margin = 16 if part else 0
    clip = {
        "x": max(0, box["x"] - margin),
        "y": max(0, box["y"] - margin),
        "width": min(box["width"] + 2 * margin, DEVICES[device]["viewport"]["width"]),
        "height": min(max(box["height"] + 2 * margin, 0 if part else DEVICES[device]["viewport"]["height"]), LONGEST),
    }
    size = keep(page.screenshot(clip=clip, full_page=True), file)
    context.close()
    return file.name if size > LARGEST else None


def keep(taken: bytes, file: Path) -> int:
    """Keeps a picture, and says so; its size in bytes."""
    # The page has few colours: a palette halves the file and nobody sees it.
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    size = file.stat().st_size
    print(f"{file.relative_to(PROJECT)}: {size // 1000} kB", flush=True)
    return size


if __name__ == "__main__":
    sys.exit(main())
