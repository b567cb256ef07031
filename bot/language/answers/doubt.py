"""Ved ikke, in all the ways people say it: doubt, passing, both yes and no, somebody else must be asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.language.answers.business import is_other_business
from bot.language.answers.wording import Clause, Message, openings, phrases

LONGEST: Final = 24

_DOUBT = phrases(
    "for ny|nye|grøn|lille|langt|dum|uerfaren ..3 til at ..1 vide|svare|sige|afgøre|vurdere", "svar skyldig",
    "ved ..4 ikke", "vidste jeg|vi det", "ved jeg|vi først", "ved ..1 ingen", "vides ikke", "aner ..3 ikke",
    "ingen|ikke|fjerneste ..2 anelse", "anelse om", "ingen ..1 ide", "ikke ..2 ide om",
    "er vores|min|en ..2 der ved|styrer|står|sidder|tager", "kan ..1 diskuteres", "spørge mig om",
    "delte meninger", "det ved kun|nok|bare", "det kan ..1 ikke ..1 finde",
    "usikker|usikre|usikkert", "ikke ..4 sikker|sikre", "i tvivl", "tvivler", "tvivlsomt", "uafklaret|uafklarede",
    "ubesluttet", "uvist|uvis", "uklart|uklar", "ukendt", "uoplyst", "uenige om", "ikke ..3 enige",
    "ikke ..4 afklaret|besluttet|afgjort|fastlagt|bestemt|vedtaget|klarlagt|undersøgt|vurderet|konkluderet|"
    "defineret|forholdt", "taget ..2 stilling", "kommer ..4 an på", "afhænger ..2 af", "det afhænger",
    "afhængigt|afhængig af", "strides", "tør ..4 ikke", "tør ikke",
    "ikke ..3 svare|besvare|sige|gennemskue|gennemskuet|vurdere|afgøre|gætte", "hverken ..2 sige|svare",
    "ikke ..2 klar|klare over", "ikke ..3 klog på", "ikke ..2 hitte|finde ..1 ud af", "svært|vanskeligt at|for",
    "det er|var svært", "svært spørgsmål",
    "må ..5 svare|afgøre|vurdere|vide|spørge|undersøge|tjekke|høre|slå",
    "skal ..5 spørge|spørges|undersøge|undersøges|undersøgt|høre|tjekke|tjekkes|tjekket|afklares|afklaret|"
    "afklare|vurderes", "skal ..6 se på|nærmere", "ikke ..2 fundet ..1 ud",
    "skal ..3 have ..2 svar|afklaring|afklaret|undersøgt|tjekket|spurgt|vurderet",
    "ikke ..2 lavet|foretaget|gjort ..2 *vurdering|*vurderingen|analysen|arbejdet",
    "aldrig ..3 undersøgt|tjekket|afklaret|spurgt|overvejet|tænkt", "ikke ..2 slået ..2 op", "ikke ..2 kigget|nået",
    "det ..4 finde|finder ud af",
    "har ..4 ikke ..1 tjekket|spurgt|styr", "har ikke hørt fra|om", "har ..2 aldrig hørt",
    "undersøger vi|jeg|stadig|det", "diskuterer|diskuteres", "drøfter|drøftes",
    "mangler ..4 afklaring|risikovurdering*|oplysninger|vurderingen|svar", "det mangler|afventer",
    "under|til afklaring|overvejelse", "venter ..2 på", "afventer",
    "åbent spørgsmål", "stadig åbent", "står ..1 åbent", "kender ..3 ikke", "husker ..3 ikke",
    "ikke ..4 huske|husker", "er ..2 blank", "måske", "muligvis", "både ja og nej", "ja og nej", "både og",
    "både ..2 og ..2 ikke", "til dels", "delvist|delvis", "noget af det|den ..8 noget|andet|ikke",
    "fifty fifty", "lidt af hvert", "spørg ..1 vores|min|mig|ham|hende|chefen|juristen|udvikleren|*en",
    "først efter", "ikke ..2 forstand på", "ikke ..2 bekendt med", "ikke ..2 styr på", "ikke ..2 noget om",
    "ikke ..2 kendskab", "ikke noget jeg|vi ved|kender", "ikke mig der", "der ved den slags",
    "godt spørgsmål", "ved ..3 ikke nok", "ikke til at sige|vide|blive|svare|gennemskue|afgøre|se", "ikke ..1 klart",
    "melder|melde pas", "springer|spring|springe ..3 over", "hop|hopper|skip|skipper ..2 over|videre",
    "næste spørgsmål", "lad os gå videre", "svare|tage|vende ..4 senere|tilbage", "guderne|gud må|skal|ved",
    "gud vide", "hvem ved",
    "hvor skulle|skal jeg|vi vide", "det samme ..1 for mig",
    "vil|ønsker|behøver ..4 ikke oplyse|svare|opgive|skrive|sige|give", "vil ..2 ikke ..1 oplyse|opgive",
    "ikke ..2 ved hånden", "det står ikke i|på|nogen", "ikke mit bord|område|felt", "uden for mit",
    "ikke ..2 indblik", "tør ikke gætte", "mellem to stole", "ikke se forskel",
    "ikke ..3 placere", "ikke ..2 regnet ud", "hvis bare jeg|vi", "ikke færdig*", "møde om", "jeg er ny", "min tid",
    "har ..2 bedt om en|et", "lidt af begge", "svaret må vente", "skal ..2 slå ..2 op", "ikke ..2 overblik",
    "mangler ..2 overblik", "vil ikke sige|svare", "det ..2 må|skal ..4 på", "strides om", "ikke ..1 kendskab",
    "hvad ved jeg",
    "ved ikke", "gid jeg|vi|man|nogen|du|i ..2 vidste|kunne", "ville|vil ..2 ønske jeg|vi vidste", "må|skal ..5 tage stilling",
    "tager ..3 stilling til", "skal|må ..3 vende ..3 med", "ikke min|vores|mit ..1 afdeling|kontor|opgave|team|sag|"
    "ansvar|hovedpine", "hører ..2 under en anden", "det ligger ..2 hos", "rækker min viden",
    "det hører ..1 under", "haft|har ..3 diskussion* om", "ikke ..2 lagt ..2 fast", "ikke ..1 inde i",
    "ingen ..3 der ved|aner", "over min lønklasse",
    "går ..2 hjem med", "ikke ..1 fast", "på bar bund", "finder ..2 ud af", "ikke ..1 komme på", "ikke ..2 love", "ved ..2 herinde|herovre",
    "vi|og|men|er ..1 ikke blevet ..1 klogere på|af|endnu", "og|men ..2 ikke ..2 blevet ..1 klogere", "vi er ikke blevet ..1 klogere",
    "aldrig ..2 vidst|forstået|fundet|hørt", "aldrig|ikke ..2 fået ..1 at vide",
    "ikke ..2 fået|modtaget ..2 svar|besked|tilbagemelding|afklaring",
    "*vurdering|*vurderingen|analysen|afklaringen ..2 ikke ..2 lavet|foretaget|færdig|gjort|klar",
    "ikke ..3 talt|snakket|drøftet|vendt ..3 om|med", "men ikke jeg|mig", "tror|mener|synes ikke jeg|vi ved|kan",
    "ikke jeg|vi ..1 kan svare",
    "hvor|hvordan|hvorfra skulle|skal|kan ..3 vide", "ikke ..2 adgang til at se", "ikke ..1 overblikket|overblik|indsigt|indblik",
    "skal|må ..4 snakket|talt|drøftet|vendt|afklaret|besluttet", "vil|må|skal tiden ..2 vise", "vil ..2 vise sig",
    "kan ikke ..2 skelne|kende|se forskel", "det må nogen|en ..2 andre?", "står ..2 i det uvisse", "svæver",
    "ikke ..2 vurderet|overvejet|drøftet|diskuteret", "lader jeg ..2 stå", "ikke ..3 rette|rigtige|rigtig ..2 at|til|person",
    "for tidligt at|til", "ikke ..1 godt at vide|sige|svare", "ikke ..2 så langt", "ikke ..1 nået dertil|så langt", "ikke på plads endnu",
    "ikke ..3 tage stilling", "i vildrede", "et gæt", "snakker ..2 om|stadig", "ikke noget svar",
    "ingen ..2 ved|tør", "på det rene", "anes ikke", "det må|skal ..3 se på", "forskellen på dem",
    "anelse ..1 hvad|om",
)  # fmt: skip
#: Of what must be looked up: they looked in vain.
_NOT_FOUND = re.compile(
    "(?:(?:det|den|dem|nummeret|jeg|vi|kan|kunne|har|desværre|men|nej|lige|simpelthen|øh) )*ikke (?:(?:lige|rigtig|selv|umiddelbart|"
    "helt|kunnet|kunne) )*(?:finde|fundet|se)(?: (?:det|den|nummeret|noget|nogen|steder|sted|i|på|cvr|registret|nogetsteds|frem|"
    "selv|virk|her|lige|nu|formen|siden))*"
)
#: "Kommer an på, hvordan man ser på det": whatever it hangs on, it is not known.
_DEPENDS = openings(
    "ja|nej|jo|tja? det? kommer ..3 an på",
    "ja|nej|jo|tja? det? afhænger ..2 af",
    "ja|nej|jo|tja? kommer an på",
    "afhænger af",
)
_LOOKED_UP = ("company_form", "cvr_number", "organisation_name", "mitid_erhverv")
#: Doubt only as the whole clause.
_WHOLE = re.compile(
    "(?:(?:jeg|vi|øh|hmm|nå|så|nej|ja|men|vel|det|er|helt|bare|pas|næste|skip|tja) )*(?:pas|skip|skippe|skipper|dont know|i dont know|"
    "ikke sikkert|spring|springe|tja|tjah|tja "
    "bum|tja tja|bum|blank|senere|næste|videre|måske|hmm|eventuelt|forhåbentlig|dunno|ligeglad|ligemeget|"
    "anelse|aner|svært|ide|jein|no idea|begge og|og|vi får se|"
    "lidt|ved|tvivl|måske måske ikke|det tager vi senere|hop over|gå videre|det kan godt være|kan godt være|"
    "vanskeligt|uanet|noget|\\?)(?: (?:tak|det|her|da|jo|faktisk|for|mig|og|måske|altså|jeg|spørgsmål))*"
)
#: "Det ved bogholderen": somebody else, so not they.
_SOMEBODY_KNOWS = re.compile(
    "(?:(?:nej|øh|tja|altså) )*(?:det|den|sådan noget|den slags) ved (?:(?:kun|nok|vist|vores|min|mit|da|sikkert|bare) )*"
    "(?!jeg|vi|du|i |man|alle|enhver|de |godt|så)\\S+(?: (?:nok|kun|bare|bedre|bedst|sikkert|hos|os|måske|ikke|mig))*"
)
#: Set phrases with the look of doubt that are none.
_NO_DOUBT = phrases(
    "ikke|ingen|uden ..2 tvivl", "ikke i tvivl", "ikke ..1 usikker", "ved ..3 godt", "ikke ..2 sige andet",
    "nej ..4 aldrig|ikke hørt om", "hoppe|hopper|springe|springer videre fra|til|på|mellem|over",
    "ikke hvad|det|som jeg|vi ved", "hvad jeg|vi ved", "ikke ..1 sige nej", "ikke svært",
    "så vidt jeg|vi ved|husker", "enige om at", "må ..2 sige", "er alle enige", "må jeg se",
    "kan jeg ikke sige at vi",
    # What the system does not know of its users.
    "siden|systemet|løsningen|portalen|platformen|appen|den|hjemmesiden|ingen ..1 kender|ved|aner ..1 ikke",
    "intet|ikke noget ..2 krav",
    "må ..6 svare ..1 benægtende|bekræftende|ja|nej", "må jeg jo", "i min tid",
    # The thing asked about, not how sure they are.
    "sikker autent*|login|logon|identifikation|identif*|løsning|nok|adgang",
)  # fmt: skip
#: After the doubt, the thing doubted: only what the question was about, or a pronoun, counts.
_OBJECT = re.compile(
    r"(?<!\S)(?:om|på|hvad|hvordan|hvorfor|hvornår|hvor|hvilke[nt]?|hvem|vedrørende|angående|af|"
    r"jeg)(?!\S)(?P<rest>.*)$"
)
_CONTINUES = openings(
    "om", "hvad", "hvordan", "hvorfor", "hvornår", "hvor", "hvilke|hvilken|hvilket", "hvem", "hvorvidt", "at"
)
_THIS = phrases(
    "det", "dette", "den slags", "det her|der", "vi er|skal|har", "hvem man", "kontrakten", "risikovurderingen",
    "øjnene", "hvordan man ser", "ham|hende|chefen|juristen|advokaten", "svar*", "spørgsmål", "dem", "den", "lige",
    "sig",
)  # fmt: skip
#: Not knowing what a thing *is*: that asks for an explanation.
_NOT_UNDERSTOOD = phrases(
    "hvad ..4 betyder|dækker|indebærer|menes|mener|ligger",
    "hvad det|den|dette ..2 er",
    "hvad en|et ..3 er",
    "forstår|fatter ..1 ikke",
    "hvad ..2 er for noget",
    "hvor man",
    "hvor ..3 sendes|melder|finder|sender|skal",
    "hvordan jeg|vi|man",
    "hvornår",
    "hvem der må",
    "hvilken kasse",
    "forstår ikke",
)
#: "Det er der ingen herinde, der ved".
_NOBODY = phrases("ingen", "ikke nogen")
_WHO_KNOWS = openings("der|som ..1 ved|aner|kan|tør|husker")
#: "…, så det ved jeg ikke": a conclusion of its own.
_CONCLUDES = re.compile(r" så (?=(?:det|jeg|vi|derfor) )")
_ASKS_MEANING = phrases("hvad det|den|dette ..1 dækker|betyder|indebærer")
_TOPIC: Final[dict[str, re.Pattern[str]]] = {
    "government_task": phrases("myndighed*", "afgørelse*"),
    "secure_authentication": phrases(
        "lav|lavt|betydelig|betydeligt|høj|højt", "sikker*", "autent*", "niveau*", "risiko*", "hvilken del", "login*"
    ),
    "public_law_body": phrases("offentligret*", "organ|organet"),
    "authority_cannot_create_system": phrases(
        "myndighed*",
        "kommunen|kommunerne",
        "kunden|kunderne",
        "opret*",
        "styrelsen",
        "regionen|regionerne",
        "de kan|selv|ikke|må",
    ),
    "mitid_erhverv": phrases("mitiderhverv", "brugerorganisation*", "tilsluttet", "tilmeldt", "oprettet"),
    "role": phrases("hvem der", "rolle*", "udbyder*", "leverandør*", "broker*", "kontrakt*", "hvad vi er"),
    "company_form": phrases("virksomhedsform*", "fond", "forening", "cvr", "selskab*", "slags", "hvad vi"),
    "services": phrases(
        "de|brugerne|man|borgerne|kunderne ..2 skal|kan ..1 kunne|bruge|have",
        "hvad vi|de ..2 brug|mangler|ønsker|vælger",
        "skal kunne",
        "service*",
        "brugerne",
        "behov*",
        "hvad det koster",
        "koster",
    ),
    "cvr_number": phrases("cvr*", "nummer*"),
    "organisation_name": phrases("navn*", "hedder"),
}
#: What other questions are about.
_NOTION = phrases("myndighedsopgave*", "offentligretlig*", "mitiderhverv", "brugerorganisation*", "virksomhedsform*")
_LATER = re.compile(
    r"^(?:(?:kan|må) (?:jeg|vi) (?:ikke |godt |lige )*(?:svare|springe|tage|vende|gå)(?: (?:på|det|den|over|"
    r"tilbage|videre|senere|til|spørgsmålet|dette|her|en anden gang|lidt|om lidt))*|(?:hvor|hvordan|hvorfra) "
    r"(?:i alverden |pokker |fanden )?(?:skulle|skal|kan) (?:jeg|vi|man|en \S+) (?:kunne )?vide .*|hvem ved.*|det ved jeg da ikke.*)$"
)


def puts_off(clause: Clause) -> bool:
    """A question only in form: "kan jeg svare på det senere?", "hvor skulle jeg vide det fra?"."""
    return bool(_LATER.search(clause.words)) and "rollen" not in clause.words


def is_doubt(words: str, asked: str) -> bool:
    """Whether the words of a clause say that they do not know what was asked."""
    if _WHOLE.fullmatch(words) or _SOMEBODY_KNOWS.fullmatch(words):
        return True
    if _DEPENDS.search(words) and words.count(" ") < 12:
        return True
    if asked in _LOOKED_UP and _NOT_FOUND.fullmatch(words):
        return True
    if _NOTION.search(words) and not _TOPIC[asked].search(words):
        return False
    words = _NO_DOUBT.sub("", words)
    if _NOT_UNDERSTOOD.search(words):
        return False
    return any(_concerns(found, words, asked) for found in _DOUBT.finditer(words))


def _concerns(found: re.Match[str], words: str, asked: str) -> bool:
    """Whether what is doubted is what was asked."""
    tail = _OBJECT.search(words, max(found.end() - 3, 0))
    rest = re.sub(r"^(?:i|efter|til|inden|før|først) .*", "", tail["rest"].strip()) if tail else ""
    if len(rest.split()) <= 6 and re.match(r"(?:på |om )?(?:svar|afklaring|besked|tilbagemelding)(?!\S)", rest):
        return True
    size = len(rest.split())
    return size <= 2 or bool(_TOPIC[asked].search(words)) or (size <= 4 and bool(_THIS.search(rest)))


#: "Det ved jeg ikke, hvad er …": what is not known is said already, and the question is another.
_COMPLETE = re.compile(
    r"(?:(?:nej|øh|tja) )*(?:det|den) (?:ved|aner) (?:jeg|vi) (?:\S+ )?ikke|(?:jeg|vi) (?:ved|aner) det (?:\S+ )?ikke"
)


def leads_into(message: Message, questions: Sequence[Clause]) -> bool:
    """ "Vi er i tvivl om, hvilken …": the question is what they doubt, not what was asked."""
    pairs = zip(message.clauses, message.clauses[1:], strict=False)
    return any(
        after in questions
        and after.ending != "?"
        and _DOUBT.search(clause.words)
        and clause.ending in (",", "")
        and not _COMPLETE.fullmatch(clause.words)
        for clause, after in pairs
    )


def asks_meaning(message: Message) -> bool:
    """ "Jeg aner ikke, hvad det betyder": asks for an explanation, unless ved ikke is added."""
    return any(_ASKS_MEANING.search(words) for words in _merged(message))


def doubts(message: Message, asked: str) -> bool:
    """Whether a message does: a short one, that speaks of nothing else."""
    if message.size > LONGEST:
        return False
    merged = _merged(message)
    if any(_ASKS_MEANING.search(words) for words in merged):
        return False
    if is_other_business(message, asked) and (message.size > 12 or not _is_plain(merged, asked)):
        return False
    return any(is_doubt(words, asked) for words in merged)


def _is_plain(merged: list[str], asked: str) -> bool:
    """A doubting clause without an object, beside talk of other things: "login? ved ikke"."""
    return any(len(words.split()) <= 8 and is_doubt(words, asked) for words in merged)


def _merged(message: Message) -> list[str]:
    """Clauses as words; "jeg ved ikke, om …" is one."""
    merged: list[str] = []
    for clause in message.clauses:
        goes_on = _CONTINUES.search(clause.words) and merged and _DOUBT.search(merged[-1])
        nobody = _WHO_KNOWS.search(clause.words) and merged and _NOBODY.search(merged[-1])
        if merged and clause.ending != "?" and (goes_on or nobody):
            merged[-1] += " " + clause.words
        else:
            merged += _CONCLUDES.split(clause.words)
    return merged
