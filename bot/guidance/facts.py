"""Facts: what a user knows about the organisation or its it-system, and whether it is known, unknown or not asked yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from stdnum.dk import cvr

from bot.guidance import company_forms

#: A fact's value: a word of its vocabulary, a company form's code, or the list of services.
FactValue = str | int | tuple[str, ...]

#: The answer *ved ikke*: asked, and the user does not know.
UNKNOWN: Final = "unknown"

ROLES: Final = ("system_provider", "supplier", "multi_tenant_supplier", "broker")
SERVICES: Final = ("login", "signing", "cpr", "sso", "rights_management", "power_of_attorney")
YES_NO: Final = ("yes", "no")

#: The facts that a conclusion can depend on, in the order in which a person would naturally be asked.
DECIDING: Final = (
    "company_form",
    "role",
    "government_task",
    "secure_authentication",
    "public_law_body",
    "authority_cannot_create_system",
    "mitid_erhverv",
)
#: All facts. The last three decide nothing by themselves: `services` narrows an answer, the others help the user along.
NAMES: Final = (*DECIDING, "services", "cvr_number", "organisation_name")

LONGEST_NAME: Final = 200


class FactError(ValueError):
    """A fact that cannot be taken.

    `fact` is its name as given, `reason` one of "no_such_fact", "not_a_value", "cvr_check_digit", "cvr_test_organisation",
    `allowed` the vocabulary where it is a short one.
    """

    def __init__(self, fact: str, reason: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(f"{fact}: {reason}")
        self.fact = fact
        self.reason = reason
        self.allowed = allowed


class Facts(Mapping[str, FactValue]):
    """Checked facts; a name that is missing has not been asked yet. Immutable, and equal whatever the order they came in."""

    __slots__ = ("_key", "_values")

    def __init__(self, values: Mapping[str, FactValue]) -> None:
        self._values: dict[str, FactValue] = {name: values[name] for name in NAMES if name in values}
        self._key = tuple(self._values.items())

    def __getitem__(self, name: str) -> FactValue:
        return self._values[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or the default where the fact has not been asked (written out because it is called so often)."""
        return self._values.get(name, default)

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and self._key == other._key

    def __repr__(self) -> str:
        return f"Facts({self._values!r})"

    def with_fact(self, name: str, value: FactValue) -> Facts:
        """These facts with one more, or with another value of one."""
        return Facts({**self._values, name: value})

    def without(self, *names: str) -> Facts:
        """These facts as if those named had never been asked."""
        return Facts({name: value for name, value in self._values.items() if name not in names})

    def as_json(self) -> dict[str, str | int | list[str]]:
        """The facts in the shape of the interfaces: `services` as a list."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in self._values.items()}


NO_FACTS: Final = Facts({})


def check_facts(given: Mapping[str, object]) -> Facts:
    """Facts from outside, or a `FactError` that names the first one that cannot be taken."""
    return Facts({name: check_fact(name, value) for name, value in given.items()})


def check_fact(name: str, value: object) -> FactValue:
    """The value as kept: services in their fixed order, a CVR number as eight bare digits. Raises `FactError`."""
    if name not in NAMES:
        raise FactError(name, "no_such_fact", NAMES)
    if value == UNKNOWN and isinstance(value, str):
        return UNKNOWN
    if name == "company_form":
        return _company_form(value)
    if name == "services":
        return _services(value)
    if name == "cvr_number":
        return _cvr_number(value)
    if name == "organisation_name":
        return _organisation_name(value)
    allowed = ROLES if name == "role" else YES_NO
    if not isinstance(value, str) or value not in allowed:
        raise FactError(name, "not_a_value", (*allowed, UNKNOWN))
    return value


def _company_form(value: object) -> FactValue:
    if value == company_forms.OTHER and isinstance(value, str):
        return company_forms.OTHER
    if isinstance(value, bool) or not isinstance(value, int) or value not in company_forms.CODES:
        raise FactError("company_form", "not_a_value", ("250", company_forms.OTHER, UNKNOWN))
    return value


def _services(value: object) -> FactValue:
    if not isinstance(value, list | tuple) or any(service not in SERVICES for service in value):
        raise FactError("services", "not_a_value", SERVICES)
    return tuple(service for service in SERVICES if service in value)


def _cvr_number(value: object) -> FactValue:
    if not isinstance(value, str) or not (value.isascii() and value.isdigit() and len(value) == 8):
        raise FactError("cvr_number", "not_a_value")
    if not cvr.is_valid(value):
        raise FactError("cvr_number", "cvr_test_organisation" if value.startswith("9") else "cvr_check_digit")
    return value


def _organisation_name(value: object) -> FactValue:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NAME or not value.isprintable():
        raise FactError("organisation_name", "not_a_value")
    return value.strip()
