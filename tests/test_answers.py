"""How a user's message is read against the open question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.language.answers import Choice, FactValue, Reading, read_answer

_HERE = Path(__file__).parent
_CHOICES = {
    "company_form": (
        (250, "Kommune"), (245, "Region"), (230, "Statslig myndighed"), (60, "Aktieselskab (A/S)"),
        (80, "Anpartsselskab (ApS)"), (90, "Fond eller selvejende institution"), (110, "Forening"),
        ("other", "En anden form"), ("unknown", "Ved ikke"),
    ),
    "role": (
        ("system_provider", "Vi udbyder systemet selv"), ("supplier", "Vi hjælper en anden, som udbyder det"),
        ("multi_tenant_supplier", "Vi har én løsning til mange myndigheder"), ("broker", "Vi er broker"),
        ("unknown", "Ved ikke"),
    ),
    "authority_cannot_create_system": (
        ("yes", "Ja, myndigheden kan ikke selv oprette det"),
        ("no", "Nej, myndigheden kan selv, eller vi leverer ikke til en myndighed"), ("unknown", "Ved ikke"),
    ),
    "services": (
        ("login", "Log-in"), ("signing", "Digital underskrift"), ("cpr", "Modtage CPR-numre"), ("sso", "Single sign-on"),
        ("rights_management", "Rettighedsstyring"), ("power_of_attorney", "Fuldmagter"), ("unknown", "Ved ikke"),
    ),
    "cvr_number": (("unknown", "Spring over"),),
    "organisation_name": (("unknown", "Spring over"),),
}  # fmt: skip
_YES_NO = (("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke"))

#: Read otherwise than a person would, and asked again: no rule for them is worth its harm.
KNOWN_MISSES: frozenset[tuple[str, str]] = frozenset()


def choices_of(fact: str) -> Sequence[Choice]:
    return [Choice(value, label) for value, label in _CHOICES.get(fact, _YES_NO)]


def read(text: str, fact: str) -> Reading:
    return read_answer(text, fact, choices_of(fact))


def value(text: str, fact: str) -> FactValue | None:
    reading = read(text, fact)
    return reading.value if reading.kind == "answer" else None


def development() -> list[tuple[str, str, object]]:
    lines = (_HERE / "language_answers" / "development.jsonl").read_text(encoding="utf-8").splitlines()
    return [(case["fact"], case["text"], case["value"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize(("fact", "text", "expected"), development())
def test_development_set(fact: str, text: str, expected: object) -> None:
    if (fact, text) in KNOWN_MISSES:
        pytest.xfail("known")
    reading = read(text, fact)
    if isinstance(expected, str) and expected.startswith("<"):
        assert reading.kind == expected.strip("<>")
    else:
        assert reading.kind == "answer"
        assert reading.value == (tuple(expected) if isinstance(expected, list) else expected)


@pytest.mark.parametrize("text", ["ja", "Jep!", "jo", "JA", "jaeh", "det gør den", "ja, helt sikkert", "det tror jeg"])
def test_yes_and_its_kin(text: str) -> None:
    assert value(text, "secure_authentication") == "yes"


@pytest.mark.parametrize("text", ["nej", "næ", "nix", "det gør den ikke", "det tror jeg ikke", "overhovedet ik"])
def test_no_and_its_kin(text: str) -> None:
    assert value(text, "secure_authentication") == "no"


@pytest.mark.parametrize(
    "text", ["måske", "kommer an på", "både ja og nej", "spring over", "ja, men jeg er ikke sikker"]
)
def test_doubt_is_an_answer_that_is_not_known(text: str) -> None:
    assert value(text, "government_task") == "unknown"


def test_a_reason_after_the_answer_changes_nothing() -> None:
    assert value("nej, det er bare et nyhedsbrev", "government_task") == "no"
    assert value("ja desværre, med alt hvad det indebærer af udbud", "public_law_body") == "yes"


def test_a_reason_alone_is_read_against_the_question() -> None:
    assert value("vi sælger kun billetter til koncerter", "government_task") == "no"
    assert value("der ligger helbredsoplysninger i den", "secure_authentication") == "yes"
    assert value("vi sælger kun billetter til koncerter", "mitid_erhverv") is None


def test_the_clause_decides_whether_the_authority_can() -> None:
    fact = "authority_cannot_create_system"
    assert value("nej, de kan ikke selv", fact) == "yes"
    assert value("jo, det kan de sagtens", fact) == "no"
    assert value("ja, de kan godt selv oprette det", fact) == "no"
    assert value("ja", fact) == "yes"
    assert value("nej", fact) == "no"
    assert value("vi leverer ikke til nogen myndighed", fact) == "no"


def test_bare_jo_is_asked_again_where_it_may_mean_either() -> None:
    reading = read("jo", "authority_cannot_create_system")
    assert (reading.kind, reading.reason) == ("unclear", "bare_jo")


def test_all_services_only_when_they_are_on_the_table() -> None:
    every = tuple(str(name) for name, _ in _CHOICES["services"][:-1])
    assert value("alle", "services") == every
    assert read("begge dele", "services").reason == "which_one"
    two = [Choice("login", "Log-in"), Choice("signing", "Digital underskrift")]
    assert read_answer("begge dele", "services", two).value == ("login", "signing")
    assert read("begge dele", "role").kind == "unclear"


def test_a_place_picks_by_shown_order_and_a_value_beside_it_wins() -> None:
    assert value("nr. 2", "role") == "supplier"
    assert value("den sidste", "role") == "unknown"
    assert value("den sidste, broker", "role") == "broker"
    assert value("2", "company_form") == 245
    assert value("1 og 3", "services") == ("login", "cpr")


def test_a_known_form_code_is_a_code() -> None:
    assert value("250", "company_form") == 250
    assert value("10", "company_form") == 10
    assert value("kode 140", "company_form") == 140


@pytest.mark.parametrize("text", ["VI UDBYDER SYSTEMET SELV", "vi udbyder systmet selv.", "vi udbyder systemet"])
def test_a_label_typed_by_hand_counts_as_pressed(text: str) -> None:
    assert value(text, "role") == "system_provider"


@pytest.mark.parametrize("text", ["hvad er det?", "hvorfor spørger du", "kan du forklare det", "hvad er det"])
def test_a_question_back_leaves_the_question_open(text: str) -> None:
    assert read(text, "government_task").kind == "question"


def test_a_question_back_with_ved_ikke_is_not_known() -> None:
    assert value("hvad er det? ved ikke", "government_task") == "unknown"


@pytest.mark.parametrize(
    "fact", ["government_task", "role", "company_form", "services", "cvr_number", "organisation_name"]
)
@pytest.mark.parametrize(
    "text", ["", "  ", "hej", "tak", "start forfra", "gå tilbage", "kan jeg tale med et menneske", "??"]
)
def test_what_says_nothing_of_the_question_is_no_answer(text: str, fact: str) -> None:
    assert read(text, fact).kind in ("none", "question")


def test_other_facts_are_kept() -> None:
    reading = read("ja, og vi er en kommune", "government_task")
    assert reading.value == "yes"
    assert reading.other_facts == {"company_form": 250}


def test_cvr_numbers_that_cannot_be_taken_say_why() -> None:
    assert value("CVR-nr. 34 05 11 78", "cvr_number") == "34051178"
    assert read("34051179", "cvr_number").reason == "cvr_check_digit"
    assert read("3405117", "cvr_number").reason == "cvr_wrong_length"
    assert value("spring over", "cvr_number") == "unknown"


def test_names_are_kept_as_written_without_what_stands_round_them() -> None:
    assert value("Hedensted Kommune, Borgerservice og Ydelse", "organisation_name") == "Hedensted Kommune"
    assert value("vi hedder Skovbrynet Børnehus", "organisation_name") == "Skovbrynet Børnehus"
    assert value("vi vil gerne tilslutte os", "organisation_name") is None


def test_ja_and_nej_at_once_is_unclear() -> None:
    assert read("ja nej", "government_task").kind == "unclear"


def test_a_form_cannot_be_answered_with_ja() -> None:
    assert read("ja", "company_form").reason == "which_one"


@pytest.mark.parametrize("fact", ["government_task", "secure_authentication", "public_law_body"])
def test_the_notion_asked_about_taken_up_alone_is_a_yes(fact: str) -> None:
    notion = {
        "government_task": "myndighedsopgave",
        "secure_authentication": "sikker autentifikation",
        "public_law_body": "offenligretligt organ",
    }[fact]
    assert value(notion, fact) == "yes"
    assert read(notion + "?", fact).kind == "question"


def test_the_name_of_mitid_erhverv_alone_says_nothing_of_being_in_it() -> None:
    assert value("MitID Erhverv", "mitid_erhverv") is None


def test_nej_before_what_looks_like_doubt_declines_but_not_before_real_doubt() -> None:
    assert value("nææ det kan man ikke sige", "government_task") == "no"
    assert value("Nej, siden kender ikke brugeren", "secure_authentication") == "no"
    assert value("nej, det ved jeg ikke", "government_task") == "unknown"


def test_a_sub_broker_is_asked_which_role_it_has() -> None:
    assert read("vi er sub-broker", "role").kind == "unclear"


@pytest.mark.parametrize(
    "text",
    ["vi kører én platform, og hver kommune er sin egen tenant", "12 kommuner på samme løsning", "multitenant-rollen"],
)
def test_one_platform_for_many_authorities_is_multi_tenant(text: str) -> None:
    assert value(text, "role") == "multi_tenant_supplier"


def test_an_installation_each_is_no_shared_platform() -> None:
    assert value("hver kommune har sin egen installation", "role") == "supplier"


@pytest.mark.parametrize(
    ("text", "place"), [("den næstsidste", "broker"), ("fire'eren", "broker"), ("2'eren", "supplier")], ids=str
)
def test_a_place_may_be_told_from_the_end_or_by_its_numeral(text: str, place: str) -> None:
    assert value(text, "role") == place


def test_both_is_no_doubt_about_the_authority() -> None:
    assert read("begge dele", "authority_cannot_create_system").kind == "unclear"


def test_services_told_by_what_the_users_are_spared_or_sign() -> None:
    assert value("slippe for et nyt login, når man kommer fra borger.dk", "services") == ("sso",)
    assert value("de skal skrive under på ansøgningen, og vi skal kende deres cpr", "services") == ("signing", "cpr")


def test_where_we_are_stands_between_us_and_what_we_do() -> None:
    assert value("Det er os i kommunen der er dataansvarlige, så os.", "role") == "system_provider"
    assert value("det er os på skolen, der ejer det", "role") == "system_provider"


def test_a_role_written_apart_is_the_role() -> None:
    assert value("it system udbyder må det være", "role") == "system_provider"


def test_who_somebody_else_is_says_nothing_of_us() -> None:
    assert value("Leverandøren hedder KMD", "role") is None


def test_who_is_too_new_to_know_does_not_know() -> None:
    assert value("Det er jeg for ny til at vide.", "mitid_erhverv") == "unknown"
    assert value("jeg er for grøn til at kunne svare på det", "role") == "unknown"


def test_what_stands_on_no_list_is_another_form() -> None:
    assert value("Noget helt tredje, det står ikke på listen", "company_form") == "other"
    assert value("det ved jeg ikke", "company_form") == "unknown"
