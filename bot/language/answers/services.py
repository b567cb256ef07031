"""Services as answer: all that are on the table, or all but some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.language.answers.model import SERVICES, Choice, Verdict, answer, unclear
from bot.language.answers.wording import Message, phrases

_BOTH: Final = phrases("begge dele|to|ting", "begge", "dem begge", "begge to")
_WRAP: Final = re.compile(
    "(?:ja|vi|skal|bruge|have|har|brug|for|tak|gerne|dem|de|vil|brugerne|kunne|hej|bare|nok|jo|tager|vælger|"
    "så|det|er|her|jeg|af|services|mulighederne|service|helst|tror|kan|i|nævnte|nævner|tilbyder|viste|hvad|"
    "der|og|selvfølgelig|sikkert|på|listen|lad|os|sige|også|sammen|alle|seks|6|alt)"
)
_ALL: Final = phrases(
    "alle|alle ..1 sammen|seks|dele|services|muligheder",
    "det hele",
    "hele pakken|molevitten|baduljen|svineriet|striben|listen|linjen",
    "alt",
    "samtlige",
    "allesammen",
    "alle",
    "den fulde pakke",
    "det ..1 samlede",
    "fuld pakke",
    "alle 6",
    "full package",
)
_NOT_ALL: Final = phrases(
    "ikke alle|alt|det",
    "alle ..3 borgere|brugere|medarbejdere|kunder|ansatte|virksomheder",
    "undtagen|minus|bortset|pånær|nær|ekskl*|uden|udover|men",
    "alt efter",
    "alt for",
    "alle kan|skal|må",
    "over det hele",
)
#: Beside "alle" these go on about what is wished.
_OTHER_SERVICES: Final = phrases(
    "eller|kun|bare|ikke|dog|andre|nogle",
    "login*|logon*|sso|cpr*|underskr*|signer*|fuldmagt*|rettighed*|single*|service*|"
    "bruge*|behov|brug|kan|må|alle|dem|koster|pris*",
)
_NOTHING: Final = phrases("ingen ..2 af|dem", "ingen", "ingenting", "intet", "ikke ..1 nogen")
_SIGN: Final = phrases("skriv|skrive|skriver ..2 under", "underskriv*", "signer*")
_NEGATION: Final = phrases("ikke|uden|undtagen|ingen|kun")
#: Not to log in again is single sign-on, though it names the log-in.
_ONCE_ONLY: Final = phrases(
    "undgå|slippe|slipper|slippes|spare|kun|bare|nøjes|uden|ikke ..4 logge|logger ..2 to|flere|én|en|1 gang|gange",
    "undgå|slippe|slipper|uden|ikke ..4 logge|logger ..2 igen|forfra",
)  # fmt: skip
_WITHOUT_LOGIN: Final = phrases("uden|ikke ..4 login|logge|logon|ny|nyt", "uden at")
#: One log-in for everything.
_ONE_LOGIN: Final = phrases(
    "enkelt|fælles|samlet|ét|én|samme login|logon",
    "enkelt log|logind",
    "enkeltlogin|enkeltlogon|engangslogin",
    "undgå|slippe|slipper|slippes|fri|spare|undvære ..4 ny|nyt|nye|ekstra|flere ..1 login|logon",
)
_OTHER_WISH: Final = phrases(
    "og|samt|plus|alt|alle|undtagen|bortset|minus|pånær|nær|ekskl*|uden", "underskr*", "cpr*", "fuldmagt*", "rettighed*"
)
_IDENTIFY: Final = phrases(
    "vise|vide|se|bevise|fortælle|kende ..1 hvem de|man|brugeren|brugerne|borgeren|folk er", "komme ind"
)
#: What the user does, where no word of the service is named.
_DESCRIBED: Final[dict[str, re.Pattern[str]]] = {
    "login": _IDENTIFY,
    "signing": phrases("signer*", "skriv|skrive|skriver ..2 under", "underskriv*", "sætte ..3 underskrift"),
    "cpr": phrases("få|have|modtage|se|kende|bruge|vide|hente ..3 personnummer*|cprnummer*|cpr"),
    "sso": phrases(
        "videre ..6 uden|nyt|igen|ny", "slippe|slipper|fri|undgå|spare|undvære ..4 ny|nyt|nye|ekstra|igen|flere ..1 login|logon",
        "hoppe|springe|skifte|gå|komme|bevæge ..8 uden ..5 login|logon|logge|indlogning|kode|igen|gang|forfra",
        "uden at ..4 login|logge|taste ..4 igen|gang|forfra|ny", "hoppe|springe|skifte|bevæge ..1 mellem ..4",
        "på tværs ..4 uden|login|logget", "logget ind|på ..1 alle|begge|flere|hele ..2", "sso",
        "sende|hoppe|springe|gå|komme ..2 videre ..2 til", "én|en gang for alle",
        "ikke|uden ..2 at|skulle ..2 logge ..2 igen|flere|to", "kun|bare logge ..2 én|en gang",
    ),
    "rights_management": phrases(
        "styre|styrer|give|tildele|fordele|administrere|bestemme|bestemmer ..6 rettighed*|roller|adgang|adgange",
        "have|få|får|har ..2 forskellig*|egne|særlige|bestemte|begrænsede ..1 rettighed*|roller|adgang|adgange",
        "ikke alle|alle ikke ..4 må|kan|se", "forskellig* rettighed*|roller|adgange",
        "styre|styrer|bestemme|bestemmer ..2 hvem|hvad ..8 må|kan|rettighed*|adgang",
    ),
    "power_of_attorney": phrases(
        "handle|handler|ordne|gøre|klare|agere ..3 for ..1 sin|sine|deres|hans|hendes|en|et|andre|hinanden|mor|far|naboen",
        "på ..1 mors|fars|andres vegne", "hjælpe ..1 sin|deres|andre ..2 med",
    ),
}  # fmt: skip
_NEGATION_OF_SSO: Final = phrases("ikke|ingen ..2 sso|singlesignon|enkelt")
_SIGNS_PAPER: Final = phrases(
    "skrive|skriver|skrives|sætte|skrev ..3 under|underskrift|navn ..6 ansøgning*|skema*|blanket*|formular*|vilkår*|rapport*|dokument*|"
    "kontrakt*",
    "underskriv*|signer* ..4 ansøgning*|skema*|blanket*|formular*|rapport*|dokument*|kontrakt*",
    "ansøgning*|skema*|blanket*|formular*|rapport* ..4 underskrives|underskrevet|underskrift|under",
)
LONGEST: Final = 8
_LONGEST_WISH: Final = 16


def all_of_them(message: Message, choices: Sequence[Choice]) -> Verdict | None:
    """ "Alle", "begge dele": taken only when it is plain which; none if neither is said."""
    if message.size > LONGEST or _NOT_ALL.search(message.words):
        return None
    shown = tuple(name for name in SERVICES if any(choice.value == name for choice in choices))
    table = shown or SERVICES
    if _BOTH.search(message.words):
        return answer(table) if len(table) == 2 else unclear("which_one")
    first, *others = message.clauses
    if others and not _OTHER_SERVICES.search(" ".join(clause.words for clause in others)):
        message = Message(message.raw, (first,))  # "alt sammen, og vi er en region"
    rest = _ALL.sub("", message.words).split()
    return answer(table) if _ALL.search(message.words) and all(_WRAP.fullmatch(word) for word in rest) else None


def with_signing(named: tuple[str, ...], message: Message) -> tuple[str, ...]:
    """Adds signing told as an order ("log ind og skriv under"), unless something is denied."""
    if _NEGATION.search(message.words) or not _SIGN.search(message.words):
        return named
    return tuple(service for service in SERVICES if service in (*named, "signing"))


def only_once(message: Message) -> tuple[str, ...] | None:
    """ "Slippe for at logge på to gange": nothing but single sign-on."""
    if message.size > _LONGEST_WISH or _NEGATION_OF_SSO.search(message.words):
        return None
    one_login = _ONE_LOGIN.search(message.words) and not _OTHER_WISH.search(message.words)
    return ("sso",) if one_login or _ONCE_ONLY.search(message.words) else None


def signs_for_it(message: Message) -> bool:
    """ "De skal skrive under på ansøgningen": the users' own papers, not the guide's."""
    return _SIGNS_PAPER.search(message.words) is not None


def is_none_of_them(message: Message) -> bool:
    """ "Ingen af dem": no service is wished; to be asked again."""
    return bool(_NOTHING.search(message.words)) and message.size <= LONGEST


def by_wish(message: Message) -> tuple[str, ...] | None:
    """A service told by what the user does, where no word of it is named."""
    if message.size > _LONGEST_WISH or _NEGATION.search(_WITHOUT_LOGIN.sub("", message.words)):
        return None
    return tuple(name for name in SERVICES if name in _DESCRIBED and _DESCRIBED[name].search(message.words)) or None
