"""The states that the page can be in, and how they come about."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot.refusals import Refused
from tests.browser.site import Site
from tests.browser.talking_to_pages import MUNICIPALITY, press, reach_advice, send, write

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
    """One of several, with its help unfolded."""
    write(page, MUNICIPALITY)
    page.locator(".helps summary").first.click()


def yes_or_no(page: Page, site: Site) -> None:
    write(page, MUNICIPALITY)
    press(page, "Vi udbyder systemet selv")


def company_form(page: Page, site: Site) -> None:
    """The longest list of answers."""
    press(page, "Er vi offentlige eller private?")


def ticks(page: Page, site: Site) -> None:
    press(page, "Hvilke services kan vi få?")
    while not page.get_by_role("button", name="Send valg").count():
        press(page, "Ved ikke")
    page.get_by_label("Fuldmagter").check()


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


def offline(page: Page, site: Site) -> None:
    write(page, MUNICIPALITY)
    page.context.set_offline(True)
    send(page, "Vi udbyder det selv")
    expect(page.locator(".failed")).to_be_visible()
    page.context.set_offline(False)


def ended(page: Page, site: Site) -> None:
    """Deleted in another tab."""
    write(page, MUNICIPALITY)
    other = page.context.new_page()
    other.goto(site.address + "/samtale/slet")
    other.get_by_role("button", name="Ja, slet samtalen").click()
    expect(other.get_by_role("heading", name="Samtalen er slettet")).to_be_visible()
    other.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".local")).to_be_visible()


def too_long(page: Page, site: Site) -> None:
    page.fill("#besked", "æ" * 1012)


def answer(page: Page, site: Site) -> None:
    write(page, "hvad koster det?")


def masked(page: Page, site: Site) -> None:
    write(page, "Mit CPR-nummer er 010203-1234, og vi er Aarhus Kommune")


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
    """A page that is reached by its address."""

    def go(page: Page, site: Site) -> None:
        page.goto(site.address + path)

    return go


STATES: dict[str, State] = {
    "opening": opening,
    "waiting": waiting,
    "question": question,
    "yes or no": yes_or_no,
    "company form": company_form,
    "ticks": ticks,
    "advice": advice,
    "editing": editing,
    "failed": failed,
    "offline": offline,
    "ended": ended,
    "too long": too_long,
    "answer": answer,
    "masked": masked,
    "refused": refused,
    "record": record,
    "draft": draft,
    "picture": picture,
    "deletion": at("/samtale/slet"),
    "deleted": at("/samtale/slettet"),
    "link": at("/vejledning?goal=connection&company_form=80&role=multi_tenant_supplier&government_task=unknown"),
    "spoilt link": at("/vejledning?goal=alt"),
    "missing": at("/findes-ikke"),
    "privacy": at("/privatliv"),
    "accessibility": at("/tilgaengelighed"),
}

#: Those in which every component stands: what to look at again without the design system.
WITH_EVERY_COMPONENT = ("ticks", "editing", "refused", "record")
