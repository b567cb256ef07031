"""Masking: no personal number or address gets through, however it is written, and what is none is left alone."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum.dk import cvr

from bot.masking import PLACEHOLDERS, mask

CPR, EMAIL, PHONE = PLACEHOLDERS["cpr"], PLACEHOLDERS["email"], PLACEHOLDERS["phone"]


@pytest.mark.parametrize(
    "written",
    [
        "010190-1234",
        "0101901234",
        "010190 1234",
        "010190\u00a01234",
        "010190\u20111234",
        "010190–1234",
        "010190—1234",
        "010190−1234",
        "010190.1234",
        "010190 - 1234",
        "01 01 90 1234",
        "01.01.90-1234",
        "01/01/90-1234",
        "01-01-1990-1234",
        "010190\u200b-\u200b1234",
        "0\u200d1\u200d0190\ufeff1234",
        "010190\u00ad1234",
        "０１０１９０－１２３４",
        "٠١٠١٩٠-١٢٣٤",
        "𝟎𝟏𝟎𝟏𝟗𝟎𝟏𝟐𝟑𝟒",
        "290200-1234",
    ],
)
def test_a_cpr_number_is_taken_out_however_it_is_set(written: str) -> None:
    masked = mask(f"Mit nummer er {written}, tak")
    assert masked.text == f"Mit nummer er {CPR}, tak"
    assert masked.found == ("cpr",)


@pytest.mark.parametrize("around", ["cpr{}x", "({})", "«{}»", "cpr:{}.", "{}", "\n{}\n", "CVR eller CPR {}"])
def test_a_cpr_number_is_found_whatever_stands_around_it(around: str) -> None:
    assert mask(around.format("010190-1234")).text == around.format(CPR)


def test_every_cpr_number_of_a_text_is_taken_out() -> None:
    assert mask("010190-1234 og 020280 4321, 0303701111").text == f"{CPR} og {CPR}, {CPR}"


@pytest.mark.parametrize(
    "text",
    [
        "310290-1234",  # there is no 31 February
        "311390-1234",  # nor a thirteenth month
        "010190-123",
        "010190-12345",
        "1010190-1234",
        "EAN 5798000012345",
        "01019012345678",
        "d. 24-12-2026 kl. 14.30",
        "i skoleåret 2024-2025",
        "budget 2024 2025",
        "LBK nr 783 af 04/05/2021",
        "vi har 25000000 logins og bruger 30.000.000 kr.",
        "version 1.2.3.4",
        "ca. 12 000 brugere i 98 kommuner",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).found == ()


@pytest.mark.parametrize("text", ["25313763", "CVR 25313763", "cvr: 25 31 37 63", "DK25313763", "vores er 2531 3763."])
def test_a_valid_cvr_number_is_left_alone(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "cvr 12345678",
        "CVR-nr. 12345678",
        "CVR-nummeret er 12345678",
        "cvr nummer: 12 34 56 78",
        "cvr-nr. DK12345678",
        "SE-nr 22334455",
    ],
)
def test_a_mistyped_cvr_number_is_not_taken_for_a_phone_number(text: str) -> None:
    assert mask(text).text == text


def test_eight_digits_in_reply_to_the_cvr_question_are_a_cvr_number() -> None:
    assert mask("22334455", "cvr_number").found == ()
    assert mask("22334455", "role").found == ("phone",)
    assert mask("22334455").found == ("phone",)
    assert mask("010190-1234", "cvr_number").found == ("cpr",)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ring på 22334455", f"ring på {PHONE}"),
        ("tlf. 22 33 44 55", f"tlf. {PHONE}"),
        ("mobil: 2233 4455.", f"mobil: {PHONE}."),
        ("tlf 25313763", f"tlf {PHONE}"),  # would be a valid CVR number, but is said to be a phone number
        ("+45 22 33 44 55", PHONE),
        ("+4522334455", PHONE),
        ("0045 2233 4455", PHONE),
        ("+46 70 123 45 67", PHONE),
        ("(+45) 22334455", f"(+45) {PHONE}"),
    ],
)
def test_phone_numbers_are_taken_out(text: str, masked: str) -> None:
    assert mask(text).text == masked
    assert mask(text).found == ("phone",)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("skriv til jens.ø@firma.dk.", f"skriv til {EMAIL}."),
        ("<a+b_c@sub.example.org>", f"<{EMAIL}>"),
        ("010190-1234@mail.dk", EMAIL),
    ],
)
def test_email_addresses_are_taken_out(text: str, masked: str) -> None:
    assert mask(text).text == masked
    assert mask(text).found == ("email",)


def test_the_kinds_found_are_named_once_in_a_fixed_order() -> None:
    assert mask("22334455 a@b.dk 010190-1234 33445566").found == ("cpr", "email", "phone")


# Properties ---------------------------------------------------------------------------------------------------------

DATES = st.dates().map(lambda day: day.strftime("%d%m%y"))
FOURS = st.text(string.digits, min_size=4, max_size=4)
DASHES = [chr(code) for code in range(0x3000) if unicodedata.category(chr(code)) == "Pd"]
SPACES = [chr(code) for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs"]
SEPARATORS = st.sampled_from(["", *DASHES, *SPACES, ".", "−", " - ", " – "])
INVISIBLE = st.sampled_from(["", "", "", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"])
SCRIPTS = st.sampled_from([0x30, 0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE])
WORDS = st.text(st.sampled_from("abcæøå ,.!?\n"), max_size=30)


@st.composite
def written_cpr_numbers(draw: st.DrawFn) -> str:
    """A CPR number as somebody may write it."""
    zero = draw(SCRIPTS)
    digits = [chr(zero + int(digit)) for digit in draw(DATES) + draw(FOURS)]
    between = {6: draw(SEPARATORS)}
    parts = [draw(INVISIBLE) + between.get(place, "") + draw(INVISIBLE) + digit for place, digit in enumerate(digits)]
    return "".join(parts).strip("".join(SPACES))


def digits_of(text: str) -> str:
    """The digits of a text, in plain figures."""
    return "".join(str(digit) for character in text if (digit := unicodedata.digit(character, None)) is not None)


@given(WORDS, written_cpr_numbers(), WORDS)
def test_no_digit_of_a_cpr_number_gets_through(before: str, number: str, after: str) -> None:
    masked = mask(before + number + after)
    assert digits_of(masked.text) == ""
    assert CPR in masked.text
    assert "cpr" in masked.found


@st.composite
def valid_cvr_numbers(draw: st.DrawFn) -> str:
    """A valid CVR number."""
    body = draw(st.text(string.digits, min_size=7, max_size=7))
    number = next((body + digit for digit in string.digits if cvr.is_valid(body + digit)), None)
    assume(number is not None)
    assert number is not None
    return number


@given(WORDS, valid_cvr_numbers(), WORDS)
def test_a_valid_cvr_number_always_gets_through(before: str, number: str, after: str) -> None:
    text = f"{before} cvr {number} {after}"
    assert mask(text).text == text


@given(st.text(max_size=200) | st.text("0123456789 -.+@adk", max_size=60))
@example("ring 010190-1234 25313763")
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text


@given(st.text(st.characters(exclude_categories=["N"]), max_size=200))
def test_a_text_without_digits_and_at_signs_comes_through_as_it_is(text: str) -> None:
    assume("@" not in text and "＠" not in text)
    assert mask(text).text == text
