"""Owners, funders, customers and authorities above: named in an answer, they are not what the organisation itself is."""

from __future__ import annotations

import re
from typing import Final

#: To the end of the clause, or to where they speak of themselves again.
_REST: Final = (
    r"(?:(?!,|\.(?:\s|$)|;|:|\n|\(|\)|–|(?<!\w)(?:men|og (?:vi|jeg|er|står|registreret)|så vi|som(?! (?:er|ejer|har|betaler|"
    r"også|de|vi|hovedaktionær|eneste|største)))(?!\w)).)*"
)
_FEW: Final = r"(?:\w+ ){0,3}?"
_PUBLIC: Final = (
    r"(?:\w*(?:kommuner?n?e?|region(?:en|er|erne)?|staten|ministeri(?:et|er|um)|styrelse[nr]?|amtet|myndighed(?:en|er)?|"
    r"det offentlige|fonden?|foreningen|andre|kommunal))"
)
_BY: Final = (
    r"(?:ejet|ejes|ejede|finansier\w*|støtte[st]|støttet|betalt|betales|styre[st]|styret|drevet|drives|kontroller\w*|udpeg\w*|"
    r"stiftet|stiftes|grundlagt|oprettet|etableret|godkendt|ledet|ledes|bestilt|hyret|hyres|administrer\w*|"
    r"bestemt|bestemmes|kontrol|tilsyn|datterselskab|underlagt|datter|opkøbt|købt)"
)
_GIVEN: Final = (
    r"(?:\w*tilskud(?:det)?|\w*støtte|penge(?:ne)?|midler|\w*bevilling(?:en|er)?|\w*finansiering|støttekroner|opgaver|ordrer|"
    r"finanslovspenge|kroner|betaling|betalt|betalinger|opdrag|støttes|kontrakter?)"
)
_AGREED: Final = (
    r"(?:\w*aftaler?|\w*kontrakt(?:er)?|\w*overenskomst(?:er)?|samarbejder?|partnerskab|dialog|udbud|arbejder sammen)"
)
_UNDER: Final = (
    r"(?:hører|høre|sorterer|henhører|ligger|placeret|hørende|refererer|arbejder|er|direkte|lige|hierarkisk)"
)
_SERVES: Final = (
    r"(?:leverer|levere|sælger|leverandør(?:er)?|underleverandør|itleverandør|it-leverandør|konsulent(?:er|firma)?|rådgivere?|rådgiver|"
    r"hjælper|bygger|udvikler|koder|drifter|driver|laver|arbejder|løser|kører|software|systemer|løsninger|opgaver|konsulenthus)"
)
_DOES_TO_US: Final = (
    r"(?:ejer|betaler|støtter|finansierer|udpeger|kontrollerer|dækker|står bag|stifte\w*|(?:styrer|driver|bestemmer|fører|giver) "
    r"(?:\w+ )?(?:os|tilsyn|tilskud|penge|støtte)|"
    r"(?:er|var) (?:\w+ )?(?:ejer|eneejer|aktionær|eneaktionær|medejer|kunde|hovedaktionær|storaktionær)\w*|"
    r"har (?:\w+ )?(?:ejerskab\w*|aktie\w*|bestemmende|oprettet|stiftet|flertal\w*|udpeget))"
)
_PLACE: Final = (
    r"(?:ligger|bor|holder til|til huse|hører hjemme|lejer|lokaler|adresse|beliggende|hjemsted|hjemmehørende|naboer?)"
)
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)(?:(?:og|men|vi|er|bliver|har|kommunalt?|helt|delvist?|100 ?%|fuldt) )*{_BY} {_FEW}(?:af|hos) {_REST}",
        rf"(?<!\w){_GIVEN} {_FEW}(?:fra|af|hos) {_REST}",
        rf"(?<!\w){_AGREED} {_FEW}(?:med|fra) {_REST}",
        rf"(?<!\w){_UNDER} {_FEW}under (?!staten(?! ejer)|folkekirken|oprettelse|etablering){_REST}",
        rf"(?<!\w){_SERVES} {_FEW}(?:til|for|hos) {_REST}",
        rf"(?<!\w)(?:hjælper|rådgiver|servicerer|supporterer|betjener) {_FEW}{_PUBLIC}{_REST}",
        rf"(?<!\w)med {_FEW}{_PUBLIC} {_FEW}som {_REST}",
        rf"(?<!\w)(?:(?:det er|hvor|som) )?{_FEW}{_PUBLIC}(?: kommune)?,? (?:(?:der|som) )?{_FEW}{_DOES_TO_US}(?!\w){_REST}",
        rf"(?<!\w)(?:vores|min|mit) (?:\w+ )?(?:ejere?n?e?|moderselskab|moderfond|kunder?|leverandør|aktionær\w*|medlemmer) (?:\w+ "
        rf"){{0,2}}er {_REST}",
        rf"(?<!\w){_PLACE} {_FEW}(?:i|hos|ved|til|på) {_REST}",
        rf"(?<!\w)(?:{_PUBLIC})(?: kommune)? (?:er )?(?:vores|min|blandt vores) (?:ejere?|kunder?|kunde|eneaktionær)(?!\w)",
    )
)  # fmt: skip
#: Longer messages are no short answers, and count only by what they state anyway.
_LONGEST: Final = 300
#: "Det er den, der skal tilsluttes": what was told of before is what counts.
_IS_MEANT: Final = re.compile(
    r"(?:og )?det er (?:den|dem|det|dén)(?: her)?,? der skal (?:tilsluttes|være med|på|bruge det)", re.IGNORECASE
)

_THAT_OWNS: Final = re.compile(rf",? (?:der|som) ejer {_REST}", re.IGNORECASE)


def without_related(text: str) -> str:
    """The answer less what it says of others; a form left in it is their own."""
    if len(text) > _LONGEST:
        return text
    kept = text
    if _IS_MEANT.search(kept):
        kept = _THAT_OWNS.sub(" ", _IS_MEANT.sub(" ", kept))
    for pattern in _PATTERNS:
        kept = pattern.sub(" ", kept)
    return kept.strip()
