"""The pages about accounts: logging in and out, one's own account, everybody's accounts, and the log."""

from __future__ import annotations

import re

import pyotp
import pytest
from sqlalchemy import update

from bot.staff.access import MOST_FOR_ACCOUNT, Role
from bot.staff.desk import COOKIE
from bot.store.staff_tables import STAFF_AUDIT
from tests.staff.site import PASSWORD, Bench, Browser

pytestmark = pytest.mark.anyio

NEW = "et nyt og ganske langt kodeord"


def codes_in(text: str) -> list[str]:
    return re.findall(r"<code>(.*?)</code>", text)


async def test_without_any_account_the_page_says_how_to_add_the_first(bench: Bench) -> None:
    browser = bench.browser()
    assert (await browser.get("")).headers["location"] == "/staff/log-ind?til=%2Fstaff"
    page = await browser.get("/log-ind")
    assert "guide staff add NAVN --role admin" in page.text
    assert "<form" not in page.text
    await bench.add("Bo", Role.ADMIN)
    assert "<form" in (await browser.get("/log-ind")).text


async def test_logging_in_leads_to_the_page_that_was_asked_for(bench: Bench) -> None:
    await bench.add("Bo", Role.ADMIN)
    browser = bench.browser()
    sent = (await browser.get("/log?hvem=Bo")).headers["location"]
    til = re.search(r'name="til" value="([^"]+)"', (await browser.client.get(sent)).text)
    assert til
    assert (await browser.log_in("Bo", til=til[1])).headers["location"] == "/staff/log?hvem=Bo"
    assert (await bench.browser().log_in("Bo", til="https://ond.example")).headers["location"] == "/staff"


async def test_the_cookie_is_for_this_site_alone(bench: Bench) -> None:
    await bench.add("Bo")
    cookie = (await bench.browser().log_in("Bo")).headers["set-cookie"]
    name, *rules = cookie.split("; ")
    assert name.startswith(f"{COOKIE}=")
    assert COOKIE.startswith("__Host-")
    assert {each.lower() for each in rules} == {"httponly", "path=/", "samesite=strict", "secure"}


async def test_a_wrong_password_keeps_the_name_and_never_the_password(bench: Bench) -> None:
    await bench.add("Bo")
    answer = await bench.browser().log_in("Bo", "<forkert kode her>")
    assert answer.status_code == 422
    assert 'value="Bo"' in answer.text
    assert "forkert kode her" not in answer.text
    assert COOKIE not in answer.headers.get("set-cookie", "")


async def test_a_lock_says_how_long_it_lasts(bench: Bench) -> None:
    await bench.add("Bo")
    browser = bench.browser()
    for _ in range(MOST_FOR_ACCOUNT):
        await browser.log_in("Bo", "forkert kode")
    answer = await browser.log_in("Bo")
    assert answer.status_code == 429
    assert "om 15 minutter" in answer.text


async def test_another_sites_form_cannot_log_anyone_in(bench: Bench) -> None:
    await bench.add("Bo")
    browser = bench.browser()
    browser.client.headers["Sec-Fetch-Site"] = "cross-site"
    answer = await browser.log_in("Bo")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_whoever_comes_by_a_link_elsewhere_can_go_on_without_logging_in_again(bench: Bench) -> None:
    await bench.add("Bo")
    page = await bench.browser().client.get("/staff/log-ind?til=/staff/konto", headers={"Sec-Fetch-Site": "cross-site"})
    assert '<a href="/staff/konto">' in page.text


async def test_logging_out_ends_the_session_here_and_in_the_database(bench: Bench) -> None:
    browser = await bench.logged_in("Bo", Role.READER)
    token = browser.client.cookies[COOKIE]
    assert (await browser.post("/log-ud")).status_code == 303
    assert COOKIE not in browser.client.cookies
    assert await bench.access.visitor(token) is None
    assert (await browser.get("")).status_code == 303


async def test_a_password_is_changed_by_who_knows_the_old_one(bench: Bench) -> None:
    browser = await bench.logged_in("Bo", Role.READER)
    other = bench.browser()
    await other.log_in("Bo")
    for old, new, again in [("forkert kode her", NEW, NEW), (PASSWORD, NEW, NEW + "x"), (PASSWORD, "kort", "kort")]:
        assert (await browser.post("/konto/adgangskode", nu=old, ny=new, igen=again)).status_code == 422
    assert (await browser.post("/konto/adgangskode", nu=PASSWORD, ny=NEW, igen=NEW)).status_code == 303
    assert (await browser.get("/konto")).status_code == 200
    assert (await other.get("/konto")).status_code == 303
    assert (await bench.browser().log_in("Bo", NEW)).status_code == 303
    assert ("Bo", "Skiftede adgangskode", "Bo") in await bench.actions()


async def turned_on(browser: Browser, bench: Bench) -> tuple[str, list[str]]:
    """Turns on the code from an app; gives the secret and the recovery codes."""
    assert (await browser.post("/konto/app/begynd")).headers["location"] == "/staff/konto/app"
    secret = codes_in((await browser.get("/konto/app")).text)[0].replace(" ", "")
    assert (await browser.post("/konto/app", kode="000000")).status_code == 422
    shown = await browser.post("/konto/app", kode=pyotp.TOTP(secret).at(bench.clock()))
    assert shown.status_code == 200
    bench.clock.pass_by(minutes=1)
    return secret, codes_in(shown.text)


async def test_a_code_from_an_app_is_turned_on_used_and_turned_off(bench: Bench) -> None:
    browser = await bench.logged_in("Bo", Role.READER)
    secret, codes = await turned_on(browser, bench)
    assert len(set(codes)) == 10
    again = bench.browser()
    assert (await again.log_in("Bo", til="/staff/konto")).headers[
        "location"
    ] == "/staff/log-ind/kode?til=%2Fstaff%2Fkonto"
    half = again.client.cookies[COOKIE]
    assert "Kode" in (await again.get("/log-ind/kode")).text
    code = pyotp.TOTP(secret).at(bench.clock())
    wrong = "000000" if code != "000000" else "111111"
    assert (await again.client.post("/staff/log-ind/kode", data={"kode": wrong})).status_code == 422
    done = await again.client.post("/staff/log-ind/kode", data={"kode": code, "til": "/staff/konto"})
    assert done.headers["location"] == "/staff/konto"
    assert again.client.cookies[COOKIE] != half
    assert "10 gendannelseskoder" in (await again.get("/konto")).text
    assert (await browser.post("/konto/app/fra", adgangskode="forkert kode")).status_code == 422
    assert (await browser.post("/konto/app/fra", adgangskode=PASSWORD)).status_code == 303
    assert (await bench.browser().log_in("Bo")).headers["location"] == "/staff"


async def test_the_secret_is_not_shown_again_once_it_is_on(bench: Bench) -> None:
    browser = await bench.logged_in("Bo", Role.READER)
    await browser.post("/konto/app/begynd")
    picture = await browser.get("/konto/app/kode.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.headers["cache-control"] == "no-store"
    secret = codes_in((await browser.get("/konto/app")).text)[0].replace(" ", "")
    await browser.post("/konto/app", kode=pyotp.TOTP(secret).at(bench.clock()))
    assert (await browser.get("/konto/app/kode.svg")).status_code == 404
    assert (await browser.get("/konto/app")).status_code == 303
    assert (await browser.post("/konto/app/begynd")).status_code == 303
    found = await bench.access.accounts.by_name("Bo")
    assert found is not None
    assert found.totp_secret == secret


async def test_new_recovery_codes_replace_the_old(bench: Bench) -> None:
    browser = await bench.logged_in("Bo", Role.READER)
    _, old = await turned_on(browser, bench)
    assert (await browser.post("/konto/app/koder", adgangskode="forkert kode")).status_code == 422
    new = codes_in((await browser.post("/konto/app/koder", adgangskode=PASSWORD)).text)
    assert not set(new) & set(old)
    for code, status in ((old[0], 422), (new[0], 303)):
        again = bench.browser()
        await again.log_in("Bo")
        assert (await again.client.post("/staff/log-ind/kode", data={"kode": code})).status_code == status


async def test_other_sessions_can_be_ended(bench: Bench) -> None:
    browser = await bench.logged_in("Bo", Role.READER)
    other = bench.browser()
    await other.log_in("Bo")
    assert "2 steder" in (await browser.get("/konto")).text
    await browser.post("/konto/log-andre-ud")
    assert "kun her" in (await browser.get("/konto")).text
    assert (await other.get("/konto")).status_code == 303


async def test_an_admin_adds_an_account_whose_password_must_be_changed(bench: Bench) -> None:
    admin = await bench.logged_in("Chef", Role.ADMIN)
    shown = await admin.post("/konti/ny", navn=" Åse  Bæk ", rolle="EDITOR")
    [password] = codes_in(shown.text)
    assert password not in (await admin.get("/konti")).text
    new = bench.browser()
    await new.log_in("Åse Bæk", password)
    assert (await new.get("")).headers["location"] == "/staff/konto/adgangskode"
    assert (await new.post("/konto/adgangskode", nu=password, ny=NEW, igen=NEW)).status_code == 303
    assert "redaktør" in (await new.get("/konto")).text
    assert ("Chef", "Oprettede konto", "Åse Bæk") in await bench.actions()


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("", "READER"),
        ("B", "READER"),
        ("x" * 61, "READER"),
        ("<b>", "READER"),
        ("chef", "READER"),
        ("Kommandolinjen", "READER"),
        ("Eva", "BOSS"),
        ("Eva", ""),
    ],
)
async def test_an_account_that_cannot_be_is_refused_with_a_reason(bench: Bench, name: str, role: str) -> None:
    admin = await bench.logged_in("Chef", Role.ADMIN)
    answer = await admin.post("/konti/ny", navn=name, rolle=role)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert len(await bench.access.accounts.all()) == 1


async def test_an_admin_changes_roles_closes_and_reopens(bench: Bench) -> None:
    admin = await bench.logged_in("Chef", Role.ADMIN)
    id = await bench.add("Bo")
    bo = bench.browser()
    await bo.log_in("Bo")
    await admin.post(f"/konti/{id}/rolle", rolle="ADMIN")
    assert (await bo.get("/konti")).status_code == 200
    await admin.post(f"/konti/{id}/luk")
    assert (await bo.get("")).status_code == 303
    assert (await bo.log_in("Bo")).status_code == 422
    await admin.post(f"/konti/{id}/genaabn")
    assert (await bo.log_in("Bo")).status_code == 303
    done = [action for who, action, subject in await bench.actions() if (who, subject) == ("Chef", "Bo")]
    assert done == ["Skiftede rolle", "Lukkede konto", "Genåbnede konto"]


async def test_a_new_one_time_password_helps_whoever_has_lost_everything(bench: Bench) -> None:
    admin = await bench.logged_in("Chef", Role.ADMIN)
    bo = await bench.logged_in("Bo", Role.READER)
    await turned_on(bo, bench)
    found = await bench.access.accounts.by_name("Bo")
    assert found is not None
    for _ in range(MOST_FOR_ACCOUNT):
        await bench.browser().log_in("Bo", "forkert kode")
    [password] = codes_in((await admin.post(f"/konti/{found.id}/ny-adgangskode")).text)
    assert (await bo.get("/konto")).status_code == 303
    assert (await bench.browser().log_in("Bo", PASSWORD)).status_code == 422
    assert (await bo.log_in("Bo", password)).headers["location"] == "/staff"
    assert (await bo.get("")).headers["location"] == "/staff/konto/adgangskode"


async def test_nobody_shuts_the_accounts_off_from_everyone(bench: Bench) -> None:
    admin = await bench.logged_in("Chef", Role.ADMIN)
    own = await bench.access.accounts.by_name("Chef")
    assert own is not None
    for path, fields in (("luk", {}), ("rolle", {"rolle": "READER"}), ("ny-adgangskode", {})):
        assert (await admin.post(f"/konti/{own.id}/{path}", **fields)).status_code == 422
    assert (await admin.post("/konti/findes-ikke/luk")).status_code == 422
    assert (await admin.get("/konti")).status_code == 200


async def test_the_log_shows_who_did_what_and_that_it_is_whole(bench: Bench) -> None:
    admin = await bench.logged_in("Chef", Role.ADMIN)
    await bench.audit.add("Eva", "Rettede tekst", "<script>", {"før": "a & b", "nu": 7})
    page = await admin.get("/log")
    assert "Loggen er hel" in page.text
    assert "&lt;script&gt;" in page.text
    assert "nu: 7" in page.text
    assert "Eva" not in table_of((await admin.get("/log?hvem=Chef")).text)
    await bench.database.run(
        lambda connection: (
            connection.execute(update(STAFF_AUDIT).where(STAFF_AUDIT.c.seq == 1).values(who="En anden")).rowcount
        )
    )
    changed = await admin.get("/log")
    assert "Loggen er ændret" in changed.text
    assert "Linje 1 " in changed.text


def table_of(text: str) -> str:
    return text.partition("<tbody>")[2].partition("</tbody>")[0]


async def test_a_long_log_comes_in_pages(bench: Bench) -> None:
    admin = await bench.logged_in("Chef", Role.ADMIN)
    for number in range(120):
        await bench.audit.add("Eva", "Rettede tekst", f"tekst {number}", {})
    seen: list[str] = []
    path = "/log?hvem=Eva"
    while path:
        page = (await admin.get(path)).text
        seen += re.findall(r"<td>tekst (\d+)</td>", page)
        older = re.search(r'href="/staff(/log\?[^"]+)">Ældre', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert seen == [str(number) for number in reversed(range(120))]
