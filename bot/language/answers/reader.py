"""One message read against one open question: does it answer, ask back, or say nothing of it?

When in doubt, nothing is taken and the question is asked again: an answer wrongly taken does most harm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.answers.authority import authority_clause
from bot.language.answers.business import is_citizen, is_foreign, is_other_business
from bot.language.answers.choosing import above_unknown, by_label, by_place, by_places
from bot.language.answers.cvr import read_cvr
from bot.language.answers.doubt import asks_meaning, doubts, is_doubt, leads_into, puts_off
from bot.language.answers.forms import by_code, by_name, by_office, by_short_name, is_off_list
from bot.language.answers.model import (
    DONT_KNOW,
    NOTHING,
    QUESTION,
    SERVICES,
    UNKNOWN,
    YES_NO_FACTS,
    Choice,
    FactValue,
    Reading,
    Verdict,
    answer,
    unclear,
)
from bot.language.answers.names import read_name
from bot.language.answers.ownership import by_ownership
from bot.language.answers.polarity import is_bare_jo, is_refusal, polarity
from bot.language.answers.reasons import reason
from bot.language.answers.register import by_register
from bot.language.answers.related import without_related
from bot.language.answers.roles import by_description, names_sub_broker
from bot.language.answers.services import all_of_them, by_wish, is_none_of_them, only_once, signs_for_it, with_signing
from bot.language.answers.talk import (
    has_errand,
    is_command,
    is_question,
    is_subordinate,
    opens_with_question_word,
    without_courtesy,
)
from bot.language.answers.wording import Clause, Message, message_of, phrases
from bot.language.facts import Extraction, extract

#: Longer messages are read for what they state anyway, and for ja and nej only.
LONGEST_ANSWER = 18

_BOTH_KINDS = re.compile(
    "(?:vi er |det er |nok |ja |lidt af )*(?:begge|begge dele|begge to|alle|alle sammen|alle tre|alle fire|"
    "lidt af hvert|det hele)(?: tak| ja| er vi)*"
)


def read_answer(text: str, asked: str, choices: Sequence[Choice], extraction: Extraction | None = None) -> Reading:
    """Read ``text`` as an answer to the question for the fact ``asked``, whose ``choices`` are given as shown."""
    found = extraction if extraction is not None else extract(text, asked=asked)
    own = without_related(text) if asked == "company_form" else text
    verdict = _turn(own, asked, choices, found if own == text else extract(own, asked=asked)).verdict()
    others = {name: _frozen(value) for name, value in found.facts.items() if name != asked}
    return Reading(verdict.kind, verdict.value, others, verdict.reason)


def _turn(text: str, asked: str, choices: Sequence[Choice], found: Extraction) -> _Turn:
    facts = {name: _frozen(value) for name, value in found.facts.items()}
    return _Turn(asked, choices, message_of(text), facts, found)


def _frozen(value: object) -> FactValue:
    if isinstance(value, list | tuple):
        return tuple(service for service in SERVICES if service in value)
    return value if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A message, the question it meets, and the facts it states."""

    asked: str
    choices: Sequence[Choice]
    message: Message
    facts: Mapping[str, FactValue]
    extraction: Extraction

    @property
    def stated(self) -> FactValue | None:
        """What the message states of the asked fact."""
        return self.facts.get(self.asked)

    def stated_anyway(self) -> FactValue | None:
        """What it would state had nothing been asked: all that counts beside a question, or in a long message."""
        if self.stated in (None, UNKNOWN) or self.asked in ("organisation_name", "cvr_number"):
            return None
        value = extract(self.message.raw).facts.get(self.asked)
        return None if value is None or value == UNKNOWN else _frozen(value)

    def verdict(self) -> Verdict:
        """The reading, less the facts of other questions."""
        if not self.message.clauses or is_foreign(self.message):
            return NOTHING
        if self.asked == "cvr_number":
            number = read_cvr(self.message, self.extraction.notes)
            if number.kind != "none":
                return number
        short_name = by_short_name(self.message) if self.asked == "company_form" else None
        if short_name is not None:
            return answer(short_name)
        core = without_courtesy(self.message)
        registered = by_register(core) if self.asked == "company_form" and "?" not in self.message.raw else None
        if registered is not None and (registered == _UNSTATED or not doubts(core, self.asked)):
            return answer(registered)
        if is_command(self.message):
            return self._only_stated(NOTHING)
        if not core.clauses:
            return NOTHING
        questions = [
            clause
            for before, clause in zip((None, *core.clauses), core.clauses, strict=False)
            if self._asks(clause, before)
        ]
        if questions:
            return self._beside_question(core, questions)
        if core.size > LONGEST_ANSWER or (has_errand(core) and core.size > 6):
            return self._long(core)
        return self._read(core)

    def _only_stated(self, otherwise: Verdict) -> Verdict:
        value = self.stated_anyway()
        return otherwise if value is None else answer(value)

    def _long(self, core: Message) -> Verdict:
        """A long message or an errand answers only by ja or nej at its head or end, or by what it states anyway."""
        stated = self._only_stated(NOTHING)
        if stated.kind == "answer" or has_errand(core) or self.asked not in YES_NO_FACTS:
            vague = stated.kind == "none" and not has_errand(core) and doubts(core, self.asked)
            return DONT_KNOW if vague else stated
        if doubts(core, self.asked):
            return DONT_KNOW
        return self._read(core)

    def _asks(self, clause: Clause, before: Clause | None) -> bool:
        """Whether a clause asks; doubt in a question's word order is none: "kan jeg ikke svare på"."""
        if puts_off(clause):
            return False
        asks = is_question(clause, first=before is None or before.sentence != clause.sentence)
        if not asks or clause.ending == "?":
            return asks
        if not _NEGATION.search(clause.words):
            return True
        asks_by_word = opens_with_question_word(clause) and not is_subordinate(clause)
        return asks_by_word or clause.words.count(" ") >= 12 or not is_doubt(clause.words, self.asked)

    def _beside_question(self, core: Message, questions: Sequence[Clause]) -> Verdict:
        """A question, and perhaps an answer beside it: "hvad er det? ved ikke", "ja. Hvad koster det?"."""
        rest = core.without(questions)
        about_question = asks_meaning(core) or leads_into(core, questions)
        if rest.clauses and not about_question and max(rest.size * 2.5, core.size) <= 20 and doubts(rest, self.asked):
            return DONT_KNOW
        stated = self._only_stated(QUESTION)
        if stated.kind == "answer":
            return stated
        first = core.clauses[0]
        ends = first.ending in (".", "!", "\n") or (first.words.count(" ") > 0 and first.ending == ",")
        if self.asked in YES_NO_FACTS and first not in questions and ends and first.words.count(" ") < 6:
            value = polarity(Message(core.raw, (first,)))
            if value in ("yes", "no") and not (
                self.asked == "authority_cannot_create_system" and is_bare_jo(Message("", (first,)))
            ):
                return answer(value)
        return QUESTION

    def _read(self, core: Message) -> Verdict:
        both = self.asked in self.extraction.contradictions and not self._is_erhvervsfond(core)
        if both and not is_other_business(core, self.asked) and not self._is_tied_to_for(core):
            return self._said_both_ways(core)
        if self.asked == "authority_cannot_create_system":
            return self._authority(core)
        if self.asked in YES_NO_FACTS:
            return self._yes_no(core)
        if self.asked == "organisation_name":
            return self._name(core)
        if self.asked == "cvr_number":
            return self._passes(core)
        return self._choice(core)

    def _said_both_ways(self, core: Message) -> Verdict:
        """Two values: "enten A/S eller ApS, jeg kan ikke huske hvilken" is not known; who owns it settles the role."""
        if doubts(core, self.asked):
            return DONT_KNOW
        owned = by_ownership(core) if self.asked == "role" else None
        return answer(owned) if owned and owned != "both" else unclear("contradiction")

    def _yes_no(self, core: Message) -> Verdict:
        if _BOTH_KINDS.fullmatch(core.words):
            return unclear("both_not_possible")
        said = polarity(core)
        if doubts(core, self.asked) and not self._in_progress(core) and not _CANNOT_BE_SAID.search(core.words):
            return DONT_KNOW
        stated = self.stated_anyway()
        if not said and self._is_keyword(core):
            return answer("yes")
        if said == "conflict" or (said and stated and said != stated):
            return unclear("contradiction")
        if said:
            return answer(said)
        if stated:
            return answer(stated)
        labelled = by_label(core, self.choices)
        if labelled is not None:
            return answer(labelled)
        why = "" if has_errand(core) else reason(core, self.asked)
        return answer(why) if why else self._by_place(core)

    def _is_keyword(self, core: Message) -> bool:
        """The notion by itself, without a question mark: taken up from the question as a yes."""
        return core.size <= 7 and self.asked in _NOTIONS and _NOTIONS[self.asked].fullmatch(core.words) is not None

    def _in_progress(self, core: Message) -> bool:
        """ "Vi venter på godkendelsen": of MitID Erhverv it says not yet."""
        if self.asked != "mitid_erhverv" or not _PROGRESS.search(core.words):
            return False
        return reason(core, self.asked) == "no"

    def _by_place(self, core: Message) -> Verdict:
        place = by_place(core, self.choices)
        return NOTHING if place is None else answer(place)

    def _authority(self, core: Message) -> Verdict:
        clause = authority_clause(core)
        if _BOTH_KINDS.fullmatch(core.words):
            return unclear("both_not_possible")
        if doubts(core, self.asked) or clause == "both":
            return DONT_KNOW
        if clause:
            return answer(clause)
        if is_bare_jo(core):
            return unclear("bare_jo")
        said = polarity(core)
        if said == "conflict":
            return unclear("contradiction")
        if said:
            return answer(said)
        stated = self.stated_anyway()
        if stated is not None:
            return answer(stated)
        labelled = by_label(core, self.choices)
        return answer(labelled) if labelled is not None else self._by_place(core)

    def _name(self, core: Message) -> Verdict:
        if self._passes(core).kind == "answer":
            return DONT_KNOW
        name = read_name(self.message)
        return answer(name) if name else NOTHING

    def _passes(self, core: Message) -> Verdict:
        """Of an optional question: "spring over", "ved ikke", "nej tak"."""
        if core.size > 14 or is_other_business(core, self.asked):
            return NOTHING
        if doubts(core, self.asked) or is_refusal(core) or by_label(core, self.choices) == UNKNOWN:
            return DONT_KNOW
        return NOTHING

    def _choice(self, core: Message) -> Verdict:
        """Role, company form and services: one of several values, or several."""
        if self.asked == "role" and names_sub_broker(core):
            return unclear("which_one")
        above = above_unknown(core, self.choices)
        if above is not None:
            return self._chosen(above)
        value = self._value(core)
        if doubts(core, self.asked) and not (value == "other" and is_off_list(core)):
            return DONT_KNOW
        if value is not None:
            return unclear("which_one") if value == "both" else answer(value)
        if self.asked == "services":
            every = all_of_them(core, self.choices)
            if every is not None:
                return every
            several = by_places(core, self.choices)
            if several and UNKNOWN not in several:
                return answer(_frozen(several))
            if is_none_of_them(core):
                return unclear("which_one")
        elif _BOTH_KINDS.fullmatch(core.words):
            return unclear("both_not_possible")
        place = by_place(core, self.choices)
        if place is not None:
            return self._chosen(place)
        return unclear("which_one") if polarity(core) and core.size <= 4 else NOTHING

    def _is_erhvervsfond(self, core: Message) -> bool:
        """ "Fond, den erhvervsdrivende slags" is one form told in two steps."""
        return self.asked == "company_form" and by_name(core) == 100

    def _is_tied_to_for(self, core: Message) -> bool:
        """A contradiction of forms where no form of association is named and "for" may be just the preposition."""
        return self.asked == "company_form" and "for" in core.words.split() and not _ASSOCIATION.search(core.words)

    def _is_only_for(self, core: Message) -> bool:
        """The register's FOR, read in the preposition "for"."""
        return self.stated == 110 and self.asked == "company_form" and not _ASSOCIATION.search(core.words)

    def _is_shared_by_many(self, core: Message) -> bool:
        """ "Én platform, og mange myndigheder på den" is more than the supplier that the words also tell of."""
        return self.asked == "role" and self.stated == "supplier" and by_description(core) == "multi_tenant_supplier"

    def _value(self, core: Message) -> FactValue | None:
        if self._is_erhvervsfond(core):
            return 100
        if self.asked == "services" and only_once(core):
            return only_once(core)
        if is_citizen(core):
            return None
        if self.asked == "company_form" and is_off_list(core):
            return "other"
        signs = self.asked == "services" and signs_for_it(core)
        if is_other_business(core, self.asked) and not signs:
            return self.stated_anyway() or self._told_first(core)
        if signs and not isinstance(self.stated, tuple):
            return by_wish(core)
        if self._is_shared_by_many(core):
            return "multi_tenant_supplier"
        if self.stated is not None and self.stated != UNKNOWN and not self._is_only_for(core):
            return with_signing(self.stated, core) if isinstance(self.stated, tuple) else self.stated
        if self.asked == "company_form":
            code = by_code(core) or by_office(core)
            if code is not None:
                return code
        labelled = by_label(core, self.choices)
        if labelled is not None:
            return self._shaped(labelled)
        if has_errand(core):
            return None
        return {"company_form": by_name, "role": by_description, "services": by_wish}.get(self.asked, _nothing)(core)

    def _told_first(self, core: Message) -> FactValue | None:
        """ "Fond. MitID Erhverv har vi": a short answer at the head, and then a matter of its own."""
        first = Message(core.raw, core.clauses[:1])
        if len(core.clauses) < 2 or first.size > 3 or is_other_business(first, self.asked):
            return None
        if self.asked == "company_form":
            return by_name(first)
        return by_description(first) if self.asked == "role" else None

    def _chosen(self, value: str | int) -> Verdict:
        return answer(self._shaped(value))

    def _shaped(self, value: str | int) -> FactValue:
        return (str(value),) if self.asked == "services" and value != UNKNOWN else value


#: "Uoplyst" is both a form of the register and a doubt; where nothing else is said it is the form.
_UNSTATED = 990
_ASSOCIATION = phrases("*foren*", "foren*", "klub*", "*klub", "*klubben", "forbund*", "*forbund*", "*laug*")
_NEGATION = phrases(
    "ikke|først|ingen|aldrig", "tvivl|uklart|uafklaret|usikker|usikre|usikkert|uvist|blank|ubesluttet|uenige"
)
_PROGRESS = phrases(
    "venter|afventer|mangler|undervejs|sendt|underskrift|igang|ansøgt|søgt|bestilt|rekvireret|først|næste",
    "i gang", "på vej", "ikke endnu", "skal ..2 først|oprettes", "ved at", "ikke ..2 godkendt",
)  # fmt: skip
#: "Nej, det kan man ikke sige" declines, and so does "nej, aldrig hørt om det"; without the nej it may be doubt.
_CANNOT_BE_SAID = re.compile(
    r"^nej (?:\S+ ){0,5}aldrig hørt om|^nej (?:det )?(?:kan|vil) (?:man|vi|jeg) (?:\S+ )?ikke (?:\S+ )?(?:sige|kalde|påstå|hævde)"
)
_ROUND_NOTION = (
    "(?:(?:en|et|det|er|vi|ja|jo|nok|vist|helt|klart|ren|rene|klassisk|typisk|der|har|løser|altså|bare|mest|vel|også|for|med|krav|om|"
    "tror|jeg|vores|så) )*{notion}(?: (?:ja|jo|tak|nok|vist|tror|jeg|er|det|vi|helt|klart|her|altså|bestemt|selvfølgelig))*"
)
#: The notion of each question. Not of MitID Erhverv: its name is as likely what they want explained.
_NOTIONS = {
    fact: re.compile(_ROUND_NOTION.format(notion=notion))
    for fact, notion in (
        ("government_task", r"(?:myndigheds? ?opgave\S*|myndighedsudøvelse\S*|myndighedsudøvende)"),
        ("secure_authentication", r"(?:(?:sikker|stærk) (?:autent\S+|identifikation|login|logon)|sikker\S*autent\S+)"),
        (
            "public_law_body",
            r"(?:off?ent?lig\S* ?ret?lige?t?\S*(?: organ\S*)?|(?:offentlig )?myndighed (?:uden ?for|udenfor) (?:de|dem|alle) "
            r"(?:tre|3)(?: (?:virksomheds)?former)?|(?:anden|selvstændig) offentlig myndighed)",
        ),
    )
}


def _nothing(_: Message) -> None:
    """For facts without descriptions of their own."""
