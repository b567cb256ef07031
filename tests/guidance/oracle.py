"""The rules written a second time, as plainly as they can be read, to hold bot/guidance against.

Nothing here comes from bot/guidance. `conclude` says what holds when everything is known; all that concerns missing
facts is found by trying every value that they could take.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

FactValue = str | int | None
Value = str | tuple[str, ...]
#: One value for each fact of `FACTS`; None where it is absent, unknown or (the company form) not stated in CVR.
State = tuple[FactValue, ...]

FACTS: Final = (
    "company_form", "role", "government_task", "secure_authentication", "public_law_body",
    "authority_cannot_create_system", "mitid_erhverv",
)  # fmt: skip
#: What each fact can turn out to be. Form 230 stands for the public ones, "other" for all the rest.
ANSWERS: Final[dict[str, tuple[str | int, ...]]] = {
    "company_form": (230, "other"),
    "role": ("system_provider", "supplier", "multi_tenant_supplier", "broker"),
    "government_task": ("yes", "no"),
    "secure_authentication": ("yes", "no"),
    "public_law_body": ("yes", "no"),
    "authority_cannot_create_system": ("yes", "no"),
    "mitid_erhverv": ("yes", "no"),
}
#: *Ved ikke* is an answer that decides for this fact alone: there is a step for it.
SETTLED_BY_UNKNOWN: Final = "mitid_erhverv"

CONCLUSIONS: Final = (
    "classification", "obligation", "government_task_right", "grounds", "connection_type", "available_services",
    "price_list", "steps",
)  # fmt: skip
OPEN_TO_ALL: Final = ("login", "signing")
CLOSED: Final = ("cpr", "sso", "rights_management", "power_of_attorney")


@cache
def conclude(situation: State) -> dict[str, Value]:
    """Every conclusion where all is known. `available_services` is the one status of the four closed services."""
    form, role, task, secure, law_body, cannot, _ = situation
    public = form in (230, 245, 250)
    kind = "public" if public else "private"
    creates_for_authority = task == "yes" and cannot == "yes"
    offers = role != "supplier" or creates_for_authority
    reasons = _reasons(role, law_body == "yes", cannot == "yes")
    right = _right(public, offers and task == "yes", bool(reasons))
    connection = "it_system_provider" if offers and right != "no_ground" else "it_supplier"
    obligation = _obligation(role, (public or law_body == "yes", task == "yes", secure == "yes"))
    return {
        "classification": kind,
        "obligation": obligation,
        "government_task_right": right,
        "grounds": reasons if right == "apply" else (),
        "connection_type": connection,
        "available_services": _closed_services(role == "supplier" and not offers, task == "yes", right),
        "price_list": kind,
        "steps": tuple(_steps(situation, obligation, right, connection)),
    }


def _reasons(role: FactValue, law_body: bool, cannot: bool) -> tuple[str, ...]:
    found = ["public_law_body"] if law_body else []
    if role == "multi_tenant_supplier" or (role != "broker" and cannot):
        found.append("supplies_authorities")
    if role == "broker":
        found.append("public_sector_broker")
    return tuple(found)


def _right(public: bool, carries_task: bool, has_reason: bool) -> str:
    if public:
        return "automatic"
    if not carries_task:
        return "not_needed"
    return "apply" if has_reason else "no_ground"


def _obligation(role: FactValue, conditions: tuple[bool, bool, bool]) -> str:
    if role != "system_provider":
        return "lies_with_provider"
    return "must_use_nemlogin" if all(conditions) else "free_choice"


def _closed_services(assists: bool, task: bool, right: str) -> str:
    if assists:
        return "follows_provider"
    if not task or right == "no_ground":
        return "not_available"
    return "available" if right == "automatic" else "after_approval"


def _steps(situation: State, obligation: str, right: str, connection: str) -> Iterator[str]:
    role, mitid_erhverv = situation[1], situation[6]
    if mitid_erhverv == "no":
        yield "connect_mitid_erhverv"
    elif mitid_erhverv == "unknown":
        yield "check_mitid_erhverv"
    yield "read_services_and_prices"
    if obligation == "free_choice":
        yield "consider_other_brokers"
    if right == "apply":
        yield "apply_for_government_task_right"
    elif right == "no_ground":
        yield "let_authority_create_system"
    if connection == "it_system_provider":
        yield "start_connection_as_system_provider"
        yield "management_representative_accepts_terms"
        yield "create_it_system"
        if role == "system_provider":
            yield "attach_supplier"
    else:
        yield "start_connection_as_supplier"
        yield "management_representative_accepts_terms"
        yield "wait_to_be_attached"


def states() -> Iterator[State]:
    """Everything that can be known and not known."""
    choices = [(None, *ANSWERS[fact], *(("unknown",) if fact == SETTLED_BY_UNKNOWN else ())) for fact in FACTS]
    return product(*choices)


def undecided(state: State) -> list[int]:
    return [number for number, value in enumerate(state) if value is None]


def put(state: State, number: int, value: FactValue) -> State:
    """The state with this fact set to this value."""
    return (*state[:number], value, *state[number + 1 :])


def completions(state: State) -> Iterator[State]:
    """Every situation that the state may turn out to be."""
    return product(*((value,) if value is not None else ANSWERS[FACTS[number]] for number, value in enumerate(state)))


@cache
def possible(state: State) -> dict[str, frozenset[Value]]:
    """For each conclusion the values that it may turn out to have."""
    found = [conclude(situation) for situation in completions(state)]
    return {name: frozenset(each[name] for each in found) for name in CONCLUSIONS}


def decided(state: State, conclusion: str) -> Value | None:
    """The conclusion's value, or None when it is still open."""
    values = possible(state)[conclusion]
    return next(iter(values)) if len(values) == 1 else None


@cache
def depends_on(state: State) -> dict[str, tuple[str, ...]]:
    """For each conclusion the undecided facts of which a change alone, all else equal, can change it."""
    found: dict[str, list[str]] = {name: [] for name in CONCLUSIONS}
    for number in undecided(state):
        first, *others = ANSWERS[FACTS[number]]
        changed: set[str] = set()
        for situation in completions(put(state, number, first)):
            before = conclude(situation)
            for other in others:
                after = conclude(put(situation, number, other))
                changed |= {name for name in CONCLUSIONS if before[name] != after[name]}
        for name in changed:
            found[name].append(FACTS[number])
    return {name: tuple(facts) for name, facts in found.items()}


@cache
def fewest_reasons(state: State, conclusion: str) -> int:
    """How few of the known facts are enough to decide a decided conclusion."""
    known = [number for number, value in enumerate(state) if value is not None]
    weaker = [put(state, number, None) for number in known]
    enough = [each for each in weaker if decided(each, conclusion) is not None]
    return min((fewest_reasons(each, conclusion) for each in enough), default=len(known))


@cache
def fewest_to_settle(state: State, conclusion: str) -> dict[Value, int]:
    """For each value that is still possible how few undecided facts, settled suitably, are enough to bring it about."""
    value = decided(state, conclusion)
    if value is not None:
        return {value: 0}
    found: dict[Value, int] = {}
    for number in undecided(state):
        for answer in ANSWERS[FACTS[number]]:
            for outcome, count in fewest_to_settle(put(state, number, answer), conclusion).items():
                found[outcome] = min(found.get(outcome, len(FACTS)), count + 1)
    return found
