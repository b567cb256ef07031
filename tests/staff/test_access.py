"""Who gets in: the right password and code, for a while; whoever guesses is stopped; what opens a door is kept as a hash."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from bot.staff import second_factor
from bot.staff.access import (
    LASTING,
    LOCKED_FOR,
    MOST_FOR_ACCOUNT,
    MOST_FROM_ADDRESS,
    ONE_TIME_FOR,
    AccessRefused,
    Role,
    Visitor,
)
from bot.staff.passwords import AT_WORK, WAITING, TooBusy
from bot.store.staff_accounts import LastAdmin, NameTaken
from bot.store.staff_audit import Note
from tests.staff.site import PASSWORD, Bench
from tests.talking import bytes_in

pytestmark = pytest.mark.anyio

HERE = "192.0.2.1"
WRONG = "en helt anden adgangskode"


async def refusal(bench: Bench, name: str = "Bo", password: str = WRONG, address: str = HERE) -> AccessRefused:
    with pytest.raises(AccessRefused) as caught:
        await bench.access.log_in(name, password, address)
    return caught.value


async def with_app(bench: Bench) -> tuple[str, list[str]]:
    """An account that needs a code, and its secret and recovery codes."""
    id = await bench.add("Bo")
    visitor = await bench.access.log_in("Bo", PASSWORD, HERE)
    secret = second_factor.new_secret()
    await bench.access.accounts.offer_totp(id, secret)
    codes = await bench.access.turn_totp_on(visitor.account, code_now(bench, secret))
    bench.clock.pass_by(seconds=60)
    return secret, codes


def code_now(bench: Bench, secret: str) -> str:
    return pyotp.TOTP(secret).at(bench.clock())


async def test_the_right_password_opens_whatever_the_case_of_the_name(anywhere: Bench) -> None:
    await anywhere.add("Åse Bæk", Role.EDITOR)
    in_two_characters = "a\N{COMBINING RING ABOVE}"
    visitor = await anywhere.access.log_in(f"  {in_two_characters}se   BÆK ", PASSWORD, HERE)
    found = await anywhere.access.visitor(visitor.token)
    assert found is not None
    assert (found.account.name, found.account.role, found.stage) == ("Åse Bæk", Role.EDITOR, "in")


async def test_a_wrong_password_an_unknown_name_and_a_closed_account_are_told_alike_after_the_same_work(
    anywhere: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = await anywhere.add("Bo")
    closed = await anywhere.add("Eva")
    await anywhere.access.accounts.set_active(closed, False, Note("x", "y", "z"), anywhere.clock())
    assert id != closed
    worked: list[str] = []
    hasher = anywhere.access.passwords._hasher
    verify = type(hasher).verify

    def counting(self: object, hash: str, password: str) -> bool:
        worked.append(hash.partition("$v=")[2].rpartition("$")[0].rpartition("$")[0])
        return verify(hasher, hash, password)

    monkeypatch.setattr(type(hasher), "verify", counting)
    refused = [await refusal(anywhere, name, PASSWORD if name == "Eva" else WRONG) for name in ("Bo", "Ingen", "Eva")]
    assert [each.reason for each in refused] == ["wrong"] * 3
    assert len(worked) == 3
    assert len(set(worked)) == 1


async def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    for each in range(MOST_FOR_ACCOUNT):
        assert (await refusal(anywhere, address=f"192.0.2.{each}")).reason == "wrong"
    locked = await refusal(anywhere, password=PASSWORD, address="192.0.2.99")
    assert (locked.reason, locked.minutes) == ("locked", 15)
    anywhere.clock.pass_by(minutes=10)
    assert (await refusal(anywhere, password=PASSWORD)).minutes == 5
    anywhere.clock.pass_by(minutes=5)
    assert (await anywhere.access.log_in("Bo", PASSWORD, HERE)).stage == "in"
    assert ("Bo", "Konto låst", "Bo") in await anywhere.actions()


async def test_a_name_that_nobody_has_is_locked_too(anywhere: Bench) -> None:
    reasons = [
        (await refusal(anywhere, "Ingen", address=f"192.0.2.{each}")).reason for each in range(MOST_FOR_ACCOUNT + 1)
    ]
    assert reasons == ["wrong"] * MOST_FOR_ACCOUNT + ["locked"]


async def test_the_right_password_forgives_the_wrong_ones_before_it(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    for _ in range(3):
        for _ in range(MOST_FOR_ACCOUNT - 1):
            await refusal(anywhere)
        assert await anywhere.access.log_in("Bo", PASSWORD, HERE)


async def test_an_address_that_tries_many_names_is_stopped_and_others_are_not(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    for each in range(MOST_FROM_ADDRESS):
        assert (await refusal(anywhere, f"navn {each}")).reason == "wrong"
    assert (await refusal(anywhere, password=PASSWORD)).reason == "locked"
    assert await anywhere.access.log_in("Bo", PASSWORD, "192.0.2.2")


async def test_logging_in_between_does_not_let_an_address_go_on_guessing(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    reasons = []
    for each in range(MOST_FROM_ADDRESS + 5):
        reasons.append((await refusal(anywhere, f"navn {each}")).reason)
        if reasons[-1] == "wrong" and each < MOST_FROM_ADDRESS - 1:
            await anywhere.access.log_in("Bo", PASSWORD, HERE)
    assert reasons.count("wrong") == MOST_FROM_ADDRESS


async def test_many_guesses_at_once_are_no_way_around(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    refused = await asyncio.gather(*(refusal(anywhere, address=f"192.0.2.{each}") for each in range(15)))
    assert (
        sorted(each.reason for each in refused) == ["locked"] * (15 - MOST_FOR_ACCOUNT) + ["wrong"] * MOST_FOR_ACCOUNT
    )


async def test_colleagues_who_log_in_at_once_from_one_address_do_not_get_in_each_others_way(anywhere: Bench) -> None:
    names = ["Bo", "Eva", "Per", "Åse"]
    for name in names:
        await anywhere.add(name)
    for _ in range(5):
        told = await asyncio.gather(
            *(anywhere.access.log_in(name, PASSWORD, HERE) for name in names for _ in range(3)), return_exceptions=True
        )
        assert {type(each).__name__ for each in told} == {"Visitor"}
        # Old tries are forgotten on the way.
        anywhere.clock.at += LOCKED_FOR


async def test_passwords_are_checked_few_at_a_time(bench: Bench) -> None:
    passwords = bench.access.passwords
    told = await asyncio.gather(
        *(passwords.fits(None, WRONG) for _ in range(AT_WORK + WAITING + 3)), return_exceptions=True
    )
    assert sum(isinstance(each, TooBusy) for each in told) == 3
    assert await passwords.fits(await passwords.hash(PASSWORD), PASSWORD)


async def test_a_session_ends_when_it_is_not_used(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    token = (await anywhere.access.log_in("Bo", PASSWORD, HERE)).token
    for _ in range(3):
        anywhere.clock.at += LASTING.idle - timedelta(seconds=1)
        assert await anywhere.access.visitor(token) is not None
    anywhere.clock.at += LASTING.idle
    assert await anywhere.access.visitor(token) is None
    anywhere.clock.at -= LASTING.idle
    assert await anywhere.access.visitor(token) is None


async def test_a_session_ends_after_a_working_day_however_much_it_is_used(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    token = (await anywhere.access.log_in("Bo", PASSWORD, HERE)).token
    end = anywhere.clock() + LASTING.longest
    while anywhere.clock() < end:
        assert await anywhere.access.visitor(token) is not None
        anywhere.clock.pass_by(minutes=30)
    assert await anywhere.access.visitor(token) is None


async def test_logging_in_again_ends_the_session_before(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    first = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    second = await anywhere.access.log_in("Bo", PASSWORD, HERE, before=first.token)
    assert await anywhere.access.visitor(first.token) is None
    assert await anywhere.access.visitor(second.token) is not None
    assert first.csrf != second.csrf


async def test_a_new_password_ends_every_session_and_opens_one(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    here = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    there = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    new = await anywhere.access.change_password(here, PASSWORD, "et nyt og ganske langt kodeord", HERE)
    assert [await anywhere.access.visitor(each.token) for each in (here, there)] == [None, None]
    assert await anywhere.access.visitor(new.token) is not None
    assert (await refusal(anywhere, password=PASSWORD)).reason == "wrong"


async def test_a_new_password_needs_the_old_one_and_must_be_another(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    visitor = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    for old, new, reason in [
        (WRONG, "et nyt og ganske langt kodeord", "wrong"),
        (PASSWORD, PASSWORD, "weak"),
        (PASSWORD, "kort", "weak"),
    ]:
        with pytest.raises(AccessRefused) as caught:
            await anywhere.access.change_password(visitor, old, new, HERE)
        assert caught.value.reason == reason
    assert await anywhere.access.visitor(visitor.token) is not None


async def test_a_one_time_password_lasts_a_week(anywhere: Bench) -> None:
    await anywhere.add("Bo", one_time=True)
    anywhere.clock.at += ONE_TIME_FOR - timedelta(seconds=1)
    assert (await anywhere.access.log_in("Bo", PASSWORD, HERE)).one_time
    anywhere.clock.pass_by(seconds=1)
    assert (await refusal(anywhere, password=PASSWORD)).reason == "too_late"


async def test_a_closed_account_is_out_at_once(anywhere: Bench) -> None:
    id = await anywhere.add("Bo")
    visitor = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    await anywhere.access.accounts.set_active(id, False, Note("x", "y", "z"), anywhere.clock())
    assert await anywhere.access.visitor(visitor.token) is None


async def test_another_role_counts_from_the_next_request(anywhere: Bench) -> None:
    id = await anywhere.add("Bo", Role.EDITOR)
    visitor = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    await anywhere.access.accounts.set_role(id, Role.READER, Note("x", "y", "z"), anywhere.clock())
    found = await anywhere.access.visitor(visitor.token)
    assert found is not None
    assert found.account.role == Role.READER


async def test_the_last_admin_stays(anywhere: Bench) -> None:
    accounts, note, now = anywhere.access.accounts, Note("x", "y", "z"), anywhere.clock()
    one, other = await anywhere.add("Bo", Role.ADMIN), await anywhere.add("Eva", Role.ADMIN)
    await anywhere.add("Per", Role.EDITOR)
    await accounts.set_active(other, False, note, now)
    for work in (
        accounts.remove(one, note, now),
        accounts.set_active(one, False, note, now),
        accounts.set_role(one, 2, note, now),
    ):
        with pytest.raises(LastAdmin):
            await work
    await accounts.set_active(other, True, note, now)
    await accounts.set_role(one, Role.EDITOR, note, now)
    with pytest.raises(LastAdmin):
        await accounts.remove(other, note, now)


async def test_two_admins_who_remove_each_other_at_once_do_not_both_succeed(anywhere: Bench) -> None:
    note, now = Note("x", "y", "z"), anywhere.clock()
    ids = [await anywhere.add("Bo", Role.ADMIN), await anywhere.add("Eva", Role.ADMIN)]
    told = await asyncio.gather(*(anywhere.access.accounts.remove(id, note, now) for id in ids), return_exceptions=True)
    assert sorted(type(each).__name__ for each in told) == ["LastAdmin", "NoneType"]


async def test_a_name_belongs_to_one_account(anywhere: Bench) -> None:
    await anywhere.add("Åse")
    with pytest.raises(NameTaken):
        await anywhere.add("åSE")


async def test_with_an_app_the_password_alone_opens_nothing(anywhere: Bench) -> None:
    secret, _ = await with_app(anywhere)
    half = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    assert half.stage == "code"
    visitor = await anywhere.access.give_code(half, code_now(anywhere, secret), HERE)
    assert visitor.stage == "in"
    assert visitor.token != half.token
    assert await anywhere.access.visitor(half.token) is None


async def test_a_code_is_taken_once(anywhere: Bench) -> None:
    secret, _ = await with_app(anywhere)
    code = code_now(anywhere, secret)
    await anywhere.access.give_code(await anywhere.access.log_in("Bo", PASSWORD, HERE), code, HERE)
    assert await code_refusal(anywhere, code) == "wrong"
    anywhere.clock.pass_by(seconds=30)
    # The one before is within the leeway for clocks, and still not taken.
    assert await code_refusal(anywhere, code) == "wrong"
    half = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    assert (await anywhere.access.give_code(half, code_now(anywhere, secret), HERE)).stage == "in"


async def code_refusal(bench: Bench, code: str, half: Visitor | None = None) -> str:
    half = half or await bench.access.log_in("Bo", PASSWORD, HERE)
    with pytest.raises(AccessRefused) as caught:
        await bench.access.give_code(half, code, HERE)
    return caught.value.reason


async def test_the_same_code_sent_twice_at_once_opens_once(anywhere: Bench) -> None:
    secret, _ = await with_app(anywhere)
    halves = [await anywhere.access.log_in("Bo", PASSWORD, HERE) for _ in range(2)]
    code = code_now(anywhere, secret)
    told = await asyncio.gather(
        *(anywhere.access.give_code(half, code, HERE) for half in halves), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in told) == ["AccessRefused", "Visitor"]


async def test_codes_cannot_be_guessed_by_giving_the_password_again_and_again(anywhere: Bench) -> None:
    secret, _ = await with_app(anywhere)
    right = code_now(anywhere, secret)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(MOST_FOR_ACCOUNT):
        assert await code_refusal(anywhere, wrong) == "wrong"
    assert (await refusal(anywhere, password=PASSWORD)).reason == "locked"


async def test_the_wait_for_a_code_is_short(anywhere: Bench) -> None:
    await with_app(anywhere)
    half = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    anywhere.clock.at += LASTING.code
    assert await anywhere.access.visitor(half.token) is None


async def test_a_recovery_code_opens_once_however_it_is_typed(anywhere: Bench) -> None:
    _, codes = await with_app(anywhere)
    half = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    assert (await anywhere.access.give_code(half, f" {codes[3].upper().replace('-', ' ')} ", HERE)).stage == "in"
    assert await code_refusal(anywhere, codes[3]) == "wrong"
    found = await anywhere.access.accounts.by_name("Bo")
    assert found is not None
    assert await anywhere.access.accounts.codes_left(found.id) == len(codes) - 1
    assert ("Bo", "Brugte en gendannelseskode", "Bo") in await anywhere.actions()


async def test_an_app_is_on_only_when_it_has_shown_that_it_has_the_secret(anywhere: Bench) -> None:
    id = await anywhere.add("Bo")
    visitor = await anywhere.access.log_in("Bo", PASSWORD, HERE)
    secret = second_factor.new_secret()
    await anywhere.access.accounts.offer_totp(id, secret)
    with pytest.raises(AccessRefused):
        await anywhere.access.turn_totp_on(visitor.account, pyotp.TOTP(second_factor.new_secret()).at(anywhere.clock()))
    assert (await anywhere.access.log_in("Bo", PASSWORD, HERE)).stage == "in"
    assert await anywhere.access.turn_totp_on(visitor.account, code_now(anywhere, secret))
    assert (await anywhere.access.log_in("Bo", PASSWORD, HERE)).stage == "code"


async def test_nothing_that_opens_a_door_is_kept_in_the_clear(bench: Bench, tmp_path: Path) -> None:
    _, codes = await with_app(bench)
    visitor = await bench.access.give_code(await bench.access.log_in("Bo", PASSWORD, HERE), codes[0], HERE)
    await refusal(bench, "Nogen Anden", address="198.51.100.77")
    await bench.database.close()
    kept = bytes_in(tmp_path)
    assert b"Bo" in kept
    for secret in (
        PASSWORD,
        WRONG,
        visitor.token,
        visitor.csrf,
        codes[1],
        codes[1].replace("-", ""),
        "Nogen Anden",
        "198.51.100.77",
    ):
        assert secret.encode() not in kept


async def test_locks_are_forgotten_when_someone_gets_a_new_password(anywhere: Bench) -> None:
    await anywhere.add("Bo")
    for _ in range(MOST_FOR_ACCOUNT):
        await refusal(anywhere)
    await anywhere.access.unlock("bo")
    assert await anywhere.access.log_in("Bo", PASSWORD, HERE)
    assert timedelta(minutes=15) == LOCKED_FOR
