"""Which passwords are good enough: long, and not what everybody would try first."""

from __future__ import annotations

import pytest

from bot.staff.passwords import one_time_password, weakness


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "elleve tegn",
        "x" * 201,
        "aaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "987654321098",
        "passwordpassword",
        "Password1234!",
        "P@ssw0rd2026!!",
        "adgangskode123",
        "Adgangskode!!!!",
        "velkommen2026",
        "qwertyuiopå12",
        "sommersommer2026",
        "abcdefghijklmn",
        "NemLog-in2026!",
        "nemloginnemlogin",
        "Tilslutningsguiden1",
        "Administrator1!",
        "1q2w3e4r5t6y",
        "august2026!!!",
        "københavn2026",
        "kirsten møller",
        "xxMøllerxxzzqw",
        "kirstenspassord",
    ],
)
def test_what_others_would_try_first_is_refused(password: str) -> None:
    assert weakness(password, "Kirsten Møller")


@pytest.mark.parametrize(
    "password",
    [
        "hest batteri klammer korrekt",
        "Vv7#kd92!qLmz",
        "sommerfugl og gulerod 7",
        "jeg glemmer altid min cykel",
        "æblegrød-på-tirsdage",
        "xK9mQ2pL7vRt",
        one_time_password(),
    ],
)
def test_what_nobody_would_guess_is_taken(password: str) -> None:
    assert weakness(password, "Kirsten Møller") is None


def test_a_short_name_does_not_forbid_every_word_it_is_in() -> None:
    assert weakness("robotter bor i bogskabe", "Bo") is None


def test_one_time_passwords_differ() -> None:
    assert len({one_time_password() for _ in range(100)}) == 100
