"""Can the authority create the system itself? The clause decides, not the ja or nej before it."""

from __future__ import annotations

import re

from bot.language.answers.business import is_other_business
from bot.language.answers.polarity import NO, YES
from bot.language.answers.wording import Message, phrases

_CANNOT = phrases(
    "kan ..4 ikke|umuligt|aldrig", "ikke ..3 kan|oprette",
    "ikke ..3 mulighed|lov|adgang|ret|rettighed|rettigheder|ressourcer|beføjelse*|hjemmel|kompetence*",
    "ingen ..2 mulighed|adgang|ret|lov|it|system|måde|chance", "ikke ..2 i stand", "ude af stand",
    "umuligt|umulig for", "må ..2 ikke",
    "kun|alene|udelukkende ..1 vi|os ..2 kan|som|der", "er os ..4", "kun os", "vi ..2 må|skal ..3 for dem",
    "ikke ..3 eget|egen|egne|deres ..1 system*|løsning", "har intet|ingen ..2 system*|opsætning",
    "deler ..3 samme|installation|platform|løsning", "kører ..4 hos os", "køber ..3 adgang", "formår ..2 ikke",
    "ikke tilladt|muligt",
    "det er ..2 umuligt", "magter ..2 ikke", "ikke magter", "evner ..2 ikke", "samme installation",
    "har ikke ..1 noget ..1 selv|system|it", "har ingenting ..1 selv", "ingen ..3 kan|må|formår",
)  # fmt: skip
_CAN = phrases(
    "kan ..1 godt|sagtens|fint|nemt|selv|udmærket|let|snildt|bare|gerne|de|kommunen|myndigheden|den|regionen|"
    "styrelsen|kunden|hurtigt|jo", "opretter ..4 selv", "opretter ..3 systemet|det|den",
    "selv ..3 opretter|oprette|oprettet|gøre|gør|ordner|klarer|stå|står|sætter", "har ..4 oprettet", "har ..3 gjort",
    "gør ..3 selv",
    "står ..2 selv", "klarer ..2 selv", "laver|gør|administrerer|styrer|håndterer ..2 selv", "klarer ..4", "sørger ..2 selv",
    "ordner ..3 selv", "har ..4 selv|allerede",
    "oprettes ..2 af", "har ..3 mulighed for|mulighed", "er ..2 i stand til",
    "har ..2 eget|egen|deres ..2 system*|løsning|afdeling", "oprettet ..4 selv", "har lov",
    "de har ..5 oprettet|styr|gjort", "kan sagtens|godt|fint|selv", "det kan", "kan ..3 oprette",
)  # fmt: skip
_NOT_SUPPLYING = phrases(
    "leverer ..3 ikke|ingenting|intet ..4",
    "leverer ..2 kun|udelukkende til ..2 private|virksomheder|privat|os|egne|eget", "ikke ..2 leverandør*",
    "ingen|ikke ..3 myndighed*|kommune*|region*|offentlige ..3 leverer|sælger|kunde*",
    "ingen|ikke ..3 myndighed* ..3 kunde*|involveret|med|indblandet|indover|aftager|bag", "ingen myndighed*",
    "ikke ..3 til ..2 myndighed*|offentlige|kommune*|nogen", "kun ..2 private", "kunder ..3 private",
    "ingen offentlige", "har ingen ..2 kunder", "til eget brug", "ikke ..2 offentlig* kunde*", "vores egen|eget",
    "os selv", "private ..1 virksomheder|kunder|firmaer", "har ikke noget med ..2 myndighed*|offentlige",
)  # fmt: skip
_AUTHORITY_SPEAKS = phrases(
    "det|dette kan|må|formår de|den|myndigheden|kommunen|kommunerne|kunden|kunderne|styrelsen|regionen|regionerne"
)
_ABOUT = phrases(
    "de|dem|deres|den|myndighed*|kommun*|kunde*|styrelse*|region*|ministeri*|forvaltning*",
    "selv",
    "opret*",
    "kun vi|os",
    "er os der",
    "hos os",
    "samme installation",
    "kan sagtens|godt|fint|ikke",
    "ingen mulighed",
    "umuligt",
    "det kan",
    "skolerne|skolen|staten|nævnet",
)
_WRITER = phrases(
    "jeg|mig|min|mit",
    "logge|log",
    "komme ind",
    "finde",
    "læse",
    "se",
    "skrive",
    "gemme",
    "dekryptere",
    "bruge ..2 svaret",
    "åbne",
    "godkende",
)
_NOT = re.compile(r"(?<!\S)(?:ikke|aldrig|ingen|umuligt|næppe)(?!\S)")
_THEY = (
    "(?:de|den|denne|myndigheden|myndighederne|kommunen|kommunerne|kunden|kunderne|styrelsen|regionen|regionerne|"
    "ministeriet|skolen|skolerne|nævnet|staten)"
)
_LIGHT = "(?:jo|da|nok|vist|vel|godt|sagtens|desværre|formentlig|sikkert|heller|også|altså|faktisk|selv|bestemt|ikke|næppe|så|gerne|nu)"
_FILL = f"(?:{_LIGHT} )*"
_CAN_VERB = "(?:kan|(?:burde|skulle|bør|må) kunne|formår|evner)"
#: They and *can*, with nothing but light words between.
_ABLE = re.compile(
    f"(?<!\\S)(?:{_THEY} {_FILL}{_CAN_VERB}|{_CAN_VERB} {_FILL}{_THEY}|"
    f"(?:burde|skulle|bør|må|vil|ville) {_FILL}{_THEY} {_FILL}kunne)(?!\\S)"
)
_THINK = "(?:tror|mener|tænker|formoder|antager|vurderer|forventer|synes)"
#: What they think, less its *not*.
_HEDGE = re.compile(
    f"(?<!\\S)(?:(?:det )?{_THINK} (?:jeg|vi)|(?:jeg|vi) {_THINK}|(?:det )?(?:vil|ville) (?:jeg|vi) {_FILL}(?:tro|mene)|"
    "(?:så vidt|efter hvad|som|hvad) (?:jeg|vi) (?:ved|har forstået|har hørt|er orienteret|husker|kan (?:se|vurdere|bedømme))|"
    "(?:jeg|vi) er (?:ret |helt )?(?:sikker|sikre) på)(?!\\S) ?"
)
_OPENS_OPINION = re.compile(f"(?<!\\S)(?:{_THINK} (?:jeg|vi)|(?:jeg|vi) {_THINK}|mon)(?: (?:{_LIGHT}|at))*$")
_DOUBLE = phrases("mon ikke", "ikke ..1 tvivl")
#: "(Nej,) for så skulle 30 kommuner oprette det samme": why they do not.
_ELSE_THEY_WOULD = phrases(
    "så|ellers skulle|ville|måtte ..3 kommuner|kommunerne|myndigheder|myndighederne|regioner|styrelser|skoler|de|alle|hver ..3 "
    "oprette|oprettes|lave|opsætte|stå|have|vedligeholde"
)
LONGEST = 22
_FACT = "authority_cannot_create_system"
#: "Det er ikke et problem for dem at oprette det".
_NO_OBSTACLE = phrases("ikke|intet|ingen ..2 problem|problemer|hindring|hindringer|vanskeligt|svært")
_BOTH = phrases("nogle|nogen|enkelte|andre|fleste ..6 andre|nogle|nogen|resten", "det ..1 ikke gør de|den")


def authority_clause(message: Message) -> str:
    """Yes (it cannot), no (it can, or there is none), "both", or "" when no clause speaks of it."""
    if message.size > LONGEST:
        return ""
    if is_other_business(message, _FACT):  # "det kan de ikke, og der er tale om myndighedsopgaver"
        message = _that_they_can(message)
    words = message.words
    if not message.clauses:
        return ""
    if _BOTH.search(words):
        return "both"
    if _ELSE_THEY_WOULD.search(words):
        return YES
    if _NOT_SUPPLYING.search(words) and not re.search(r"ikke (?:har|kan|selv)", words):
        return NO
    found = {value for words in _with_opinions(message) if (value := _of_clause(words))}
    return found.pop() if len(found) == 1 else ("both" if found else "")


def _that_they_can(message: Message) -> Message:
    """Of a message that tells of other things, too, the clauses that say whether they can."""
    return message.without(
        clause
        for clause in message.clauses
        if not _AUTHORITY_SPEAKS.search(clause.words) or is_other_business(Message(message.raw, (clause,)), _FACT)
    )


def _with_opinions(message: Message) -> list[str]:
    """Clauses without what they think of it; a *not* before the comma belongs to the clause: "det tror jeg ikke, de kan"."""
    merged: list[str] = []
    for clause in message.clauses:
        if merged and _OPENS_OPINION.search(merged[-1]) and _ABLE.search(clause.words):
            merged[-1] += " " + clause.words
        else:
            merged.append(clause.words)
    return [_HEDGE.sub("", words).strip() for words in merged]


def is_about_authority(words: str) -> bool:
    """Whether a clause speaks of what the authority, or they in its place, can do; not of the writer's own trouble."""
    return bool(_ABOUT.search(words)) and not _WRITER.search(words)


def _of_clause(words: str) -> str:
    bare = re.sub(r"^(?:(?:ja|jo|nej|men|og|for|da|så) )+", "", words)
    if not is_about_authority(bare) or bare.startswith(("når ", "hvis ")):
        return ""
    if _NO_OBSTACLE.search(bare) and "kan ikke" not in bare:
        return NO
    if _ABLE.search(bare):
        return YES if _NOT.search(_DOUBLE.sub("", bare)) else NO
    if _AUTHORITY_SPEAKS.search(bare):
        return YES if _NOT.search(bare) else NO
    if _CANNOT.search(bare):
        return YES
    return NO if _CAN.search(bare) and not _NOT.search(bare) else ""
