"""The first view on a slow phone: bytes over the wire, and when it can be read and used – which is before any script has run.

Chromium, with the network and the processor slowed down as its developer tools do it: «slow 3G» is 400 kbit/s each way and 400 ms for a
round trip; the processor goes at a quarter of its speed. The site answers with a stand-in for the model, which no first view needs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from bot.web.look import Look
from tests.browser.conftest import CHROMIUM, FLAGS, HOW_TO_GET_CHROMIUM
from tests.browser.site import page_app, running
from tests.browser.test_first_view import over_the_wire

SLOW_3G: Final = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER: Final = 4
TRIES: Final = 3
LOOKS: Final = {"dkfds": Look(), "plain": Look(design=Path("/nowhere"))}

#: Noted in the page itself: when the form can be written in and sent, and when the script has taken over.
WATCH: Final = """
    window.marks = {};
    const watch = () => {
        if (!window.marks.form && document.querySelector('form.compose button')) window.marks.form = performance.now();
        if (!window.marks.script && customElements.get('guide-talk')) window.marks.script = performance.now();
        if (!window.marks.script) setTimeout(watch, 10);
    };
    watch();
"""
TIMES: Final = """() => ({...window.marks,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN})"""


def visit(browser: Browser, address: str, blocked: bool) -> tuple[dict[str, int], dict[str, float]]:
    """One visit with an empty cache: bytes by address, and times in milliseconds. `blocked`: no script ever comes."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    page.add_init_script(WATCH)
    session: Any = context.new_cdp_session(page)
    sent = over_the_wire(page)
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if blocked:
        page.route("**/*.js", lambda route: route.abort())
    page.goto(address, wait_until="load")
    if blocked:
        page.fill("#besked", "Vi er en kommune")
        page.click("form.compose button")
        page.locator(".said").wait_for()
    else:
        page.wait_for_function("window.marks.script", timeout=60_000)
        page.wait_for_load_state("networkidle")
    times = page.evaluate(TIMES)
    context.close()
    return sent, times


def main() -> int:
    """Prints a line for each look."""
    if CHROMIUM is None:
        print(f"No Chromium: {HOW_TO_GET_CHROMIUM}", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, look in LOOKS.items():
            if name == "dkfds" and not look.has_design:
                print("dkfds: not taken (scripts/design-system)")
                continue
            with tempfile.TemporaryDirectory() as folder:
                app, house = page_app(Path(folder), look=look)
                with running(app, house) as site:
                    measure(browser, name, site.address)
        browser.close()
    return 0


def measure(browser: Browser, name: str, address: str) -> None:
    """Prints what one look costs."""
    tries = [visit(browser, address, blocked=False) for _ in range(TRIES)]
    sent = tries[-1][0]
    kinds: dict[str, int] = {}
    for url, size in sent.items():
        kind = Path(url).suffix if "/static/" in url else "page"
        kinds[kind] = kinds.get(kind, 0) + size
    paint, form, script = (median(times[each] for _, times in tries) for each in ("paint", "form", "script"))
    parts = ", ".join(f"{kind.removeprefix('.')} {size / 1000:.1f}" for kind, size in sorted(kinds.items()))
    print(f"{name}: {sum(sent.values()) / 1000:.1f} kB over the wire ({parts})")
    print(
        f"{name}: readable after {paint:.0f} ms, the form is there after {form:.0f} ms, the script after {script:.0f} ms"
    )
    began = time.monotonic()
    visit(browser, address, blocked=True)
    print(
        f"{name}: with every script blocked, a message was written, sent and shown within {time.monotonic() - began:.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
