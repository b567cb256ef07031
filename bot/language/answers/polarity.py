"""Yes and no: the answer words, hedges, and the question's own verb echoed."""

from __future__ import annotations

import re
from typing import Final

from bot.language.answers.wording import Clause, Message, phrases

YES: Final = "yes"
NO: Final = "no"
CONFLICT: Final = "conflict"

_LEAD = (
    "(?:(?:og|men|så|jamen|jo|nå|altså|ja|nej|øh|æh|hm|hmm|tjo|nu|vel|godt|desværre|egentlig|faktisk|for|ork|åh|"
    "næ|nåårh) )*?"
)
#: Words a yes or no may be wrapped in.
_LIGHT = (
    "jo|da|nok|vel|vist|vistnok|skam|så|sgu|faktisk|også|altså|bestemt|absolut|sandelig|helt|sikkert|klart|"
    "rigtig|rigtigt|virkelig|desværre|heldigvis|lige|præcis|egentlig|nu|i|hvert|fald|hvertfald|allerede|"
    "stadig|ihvertfald|nemlig|formentlig|overhovedet|slet|endnu|alle|selv|uden|tvivl|bare|netop|godt|sagtens|"
    "alligevel|tydeligvis|nødvendigvis|rent|høj|grad|faktum|vidst|ganske|sikker|afgjort|fortsat|længere|"
    "tænker|tror|mener|"
    "tilfældet|sandt|oplagt|altid|ikke|jeg|vi|den|det|der|forstået|opfattet|udmærket|tak|meget|mere|dag|"
    "korrekt|ja|du|her|sådan|hos|os|min|mig|vil|er|gør|har|mene|ret|regne|med|at|enig|gu|sgu|pokker|hulan|"
    "ved|længe|100|%|procent|saftsuseme|samlet|nogle|tro|til|naturligvis"
)
_FIRM_YES = (
    "(?:ja|jo|j|javel|javist|jovist|jo da|ork ja|selvfølgelig|selvføgelig|naturligvis|selvsagt|kan du tro|det "
    "kan du tro|mon ikke|så ja|yessir)"
)
_SOFT_YES = (
    "(?:klart|bestemt|absolut|korrekt|rigtigt|rigtig|præcis|præsis|netop|nemlig|sandt|sand|enig|bekræftet|"
    "bekræftende|positivt|positiv|afgjort|indiskutabelt|utvivlsomt|ubetinget|fuldstændig|fuldstændigt|"
    "affirmativ|"
    "givetvis|formentlig|formodentlig|antagelig|antageligt|sandsynligvis|højst sandsynligt|højst sandsynlig|"
    "uden tvivl|helt|i høj grad|i allerhøjeste grad|lige præcis|lige netop|hundrede procent|100 %|100%|100 "
    "procent|"
    "bekræfter|bekræftes|medgives|stemmer|passer|gælder|sikkert|tror jeg|tænker jeg|vil jeg tro|vil jeg mene|skulle jeg mene|uden tøven|"
    "ingen tvivl|sådan er det|så absolut|så sandelig|så afgjort|vist|nok|vistnok|check|tilfældet|mener jeg|"
    "tydeligvis|vel)"
)
_FIRM_NO = (
    "(?:nej|n|aldrig|ingenlunde|langtfra|langt fra|tværtimod|benægtende|på ingen måde|under ingen "
    "omstændigheder|overhovedet ikke|slet ikke|absolut ikke|bestemt ikke|desværre ikke|helt sikkert ikke|"
    "formentlig ikke|sikkert ikke|"
    "nok ikke|sandsynligvis ikke|formodentlig ikke|vist ikke|egentlig ikke|vel ikke|klart ikke|selvfølgelig "
    "ikke|naturligvis ikke|afgjort ikke|i hvert fald ikke|ihvertfald ikke|umiddelbart ikke|faktisk ikke|"
    "stadig ikke|endnu ikke|"
    "tror ikke|tror \\S+ ikke|tror jeg nu ikke|mener jeg ikke|mener ikke|ellers tak|ingen af delene|behøves "
    "ikke|næppe|absolut nej|under alle omstændigheder ikke|det ikke|endda ikke|ihvertfald ik|antageligt ikke|"
    "antagelig ikke)"
)
_SOFT_NO = "(?:forkert|negativt|negativ|niet|intet|nul|glem det|absolut intet)"
#: "ikke" at the head only in this company; "ikke sikker" and the like are doubt, "ikke forstået" is no answer.
_IKKE = (
    "ikke(?: (?:endnu|os|spor|nødvendigt|nødvendig|længere|her|hos|rigtig|rigtigt|mig|umiddelbart|engang|"
    "ifølge|efter|hidtil|det jeg|hvad jeg|hvad vi|som jeg|så vidt|så længe|just|ligefrem|direkte|decideret|"
    "lige nu|nu|aktuelt|tilsluttet|officielt|"
    "påkrævet|krævet|kræves|muligt|aktuel|et krav|relevant|korrekt|sandt|tilfældet|formelt|for|på|den|vi|jeg|os|en|et|i|meget|nogen|"
    "noget)(?: .*)?)?$"
)
_FIRM_YES_RE = re.compile(f"^{_LEAD}{_FIRM_YES}(?!\\S)")
_SOFT_YES_RE = re.compile(f"^{_LEAD}{_SOFT_YES}(?: (?:{_LIGHT}))*$")
_FIRM_NO_RE = re.compile(f"^{_LEAD}{_FIRM_NO}(?!\\S)")
_SOFT_NO_RE = re.compile(f"^{_LEAD}{_SOFT_NO}(?: (?:{_LIGHT}))*$")
_IKKE_RE = re.compile(f"^{_LEAD}{_IKKE}")
_CLOSING_YES = re.compile(r"(?:^|\s)(?:ja|jo)(?: (?:tak|da))?$")
_CLOSING_NO = re.compile(r"(?:^|\s)(?:nej|benægtende|takker nej)$")
_SUBJECT = (
    "vi|jeg|den|det|der|de|man|systemet|løsningen|portalen|platformen|tjenesten|appen|siden|organisationen|"
    "virksomheden|foreningen|skolen|myndigheden|kommunen|kommunerne|kunden|selskabet|fonden|museet|firmaet|"
    "styrelsen"
)
_VERB = (
    "er|gør|har|bliver|blev|kan|skal|gælder|passer|stemmer|kræver|løser|må|vil|burde|ville|behøver|behøves|udgør|"
    "leverer|bruges|opfylder|fik|kom"
)
_AFTER = (
    "efter|ifølge|siden|fordi|for|da|på|med|og|ved|i|hos|som|når|if|til|af|under|hver|allesammen|begge|fra|hele|"
    "både|selvom|bekendt|aktuelt|om|inden|tale|udelukkende|primært|løbende|siger|jf|jævnfør|omkring|særligt|"
    "bare"
)
#: "det er vi (da) (ikke) (efter loven)"; "vi er (ikke)", "er vi (ikke)" with nothing behind.
_ECHO = re.compile(
    f"^{_LEAD}(?:(?P<that>det (?:{_VERB})(?: (?:{_SUBJECT}))?)|(?:{_SUBJECT}) (?:{_VERB})|(?P<dropped>(?:er|"
    f"gør|har|bliver|skal|kan) (?:vi|jeg)|gør (?:den|det|der)))"
    f"(?P<fill>(?: (?:{_LIGHT}))*)(?: (?P<after>{_AFTER})(?: .*)?)?$"
)
_THAT_SUBJECT = re.compile(f"^{_LEAD}det (?:{_VERB}) (?:{_SUBJECT})(?!\\S)")
_THAT = re.compile(f"^{_LEAD}(?:det|så|dette|sådan) ")
_EXPERT = (
    "(?:advokaten|juristen|revisoren|jurist|advokat|revisor|direktøren|chefen|ministeriet|kammeradvokaten|"
    "bogholderen|ledelsen|bestyrelsen|dpo|dpo'en|leverandøren|it|kollega|kollegerne|kontrakten|loven|styrelsen|"
    "formanden|it-afdelingen|vores \\S+|min \\S+|juraen)"
)
#: Verbs of opinion echo the answer itself: "det tror jeg", "det vil jeg mene", "det mener revisoren ikke".
_OPINION = re.compile(
    f"^{_LEAD}(?:det )?(?:(?:skulle|vil|må|kunne|ville|kan) (?:jeg|vi|man)(?: (?:{_LIGHT}))* (?:mene|tro|"
    f"sige|antage|formode|bekræfte|indrømme|intrømme|svare bekræftende)|"
    f"(?:tror|mener|vurderer|tænker|antager|formoder|synes) (?:jeg|vi)|går (?:jeg|vi) ud fra|regner (?:jeg|"
    f"vi) med|(?:siger|mener|vurderer|tror|hævder) {_EXPERT}|det har {_EXPERT} (?:fastslået|konkluderet|sagt|"
    f"vurderet|bekræftet|slået fast|afgjort)|lader det til|ser det ud til)(?: (?:{_LIGHT}))*$"
)
_SPECIAL_YES = phrases(
    "det passer", "det stemmer", "er korrekt|rigtigt|rigtig|sandt", "rigtigt|rigtig forstået|opfattet",
    "korrekt forstået|opfattet", "sådan er det", "har du ret i", "kan jeg ..1 bekræfte", "svaret er ..1 ja",
    "er tilfældet", "ganske sandt", "må man ..1 sige",
    "svare ..1 bekræftende", "ikke i tvivl", "det gælder", "godt regne med", "sådan hænger det",
    "forholder sig ..1 således|sådan",
)  # fmt: skip
_SPECIAL_NO = phrases(
    "svaret er ..2 nej",
    "svare ..2 benægtende",
    "takker nej",
    "er ikke ..2 tale om",
    "ikke tilfældet",
    "er et nej",
    "desværre et nej",
    "det passer ikke",
    "kan jeg ikke sige at vi ..2",
)
_CORRECTION = phrases(
    "vent", "alligevel", "rettelse", "mente", "undskyld", "rettere", "ups", "hov", "retter", "ændrer", "jeg mener"
)
#: "Nej, men det bliver vi": not yet.
_LATER = re.compile(r"(?<!\S)(?:bliver|kommer|skal|vil|får) (?:vi|jeg|den|det)(?!\S)")
#: "Privat, 100 %": how much so, and no answer by itself.
_DEGREE = re.compile(r"(?:100|hundrede) ?(?:%|procent)?|100%|helt")
_NOT = re.compile(r"(?<!\S)(?:ikke|aldrig|næppe|ingen|ingenlunde)(?!\S)")
_DOUBLE = phrases(
    "ikke kun|bare|alene|blot|sandt", "ikke|ingen|uden ..1 tvivl", "ikke i tvivl", "mon ikke", "ikke andet end"
)
#: "ja nej", "nej jo": said in one breath, it means neither.
_BOTH_WORDS = re.compile(r"^(?:(?:ja|jo) (?:eller |og )?nej|nej (?:eller |og )?(?:ja|jo))(?!\S)")
#: "ja hej, jeg …", "jamen …": a particle, not an answer.
_PARTICLE = re.compile(
    r"^(?:ja|jo|nej|nå) (?:hej|hejsa|goddag|men|men så|altså|okay|ok|hvad|hvorfor|hvordan|undskyld|"
    r"vent)(?!\S)"
)


def polarity(message: Message) -> str:
    """Yes, no, "" (neither said) or "conflict" (both said) of a whole message."""
    if any(_BOTH_WORDS.search(clause.words) for clause in message.clauses):
        return CONFLICT
    words = [
        value
        for clause in message.clauses
        if (value := word_of(clause.words)) and (clause is message.clauses[0] or not _DEGREE.fullmatch(clause.words))
    ]
    echoes = [
        value
        for clause in _where_echoes_count(message)
        if (value := _echo(clause.words)) and _stands_alone(clause, message)
    ]
    said = words or echoes
    if words and _CORRECTION.search(message.words):
        return words[-1]
    if not said:
        return _closing(message)
    if len(set(words)) > 1:
        return _after_head(message, words)
    return CONFLICT if words and _is_taken_back(message, words[0]) else said[0]


def _is_taken_back(message: Message, word: str) -> bool:
    """ "Ja, det er vi ikke": the echo beside the answer word says the opposite."""
    first, *later = message.clauses
    own = _echo(first.words) if word_of(first.words) else ""
    if own and own != word and not _LATER.search(first.words):
        return True
    if not later or " " in first.words or _LATER.search(later[0].words) or not _THAT_SUBJECT.search(later[0].words):
        return False
    return _echo(later[0].words) not in ("", word)


def _stands_alone(clause: Clause, message: Message) -> bool:
    """ "Vi er" answers, "vi er, som I ved, …" does not: without "det" nothing may follow."""
    return (
        bool(_THAT.search(clause.words))
        or (message.size <= 8 and clause.ending != ",")
        or clause.ending in (".", "!")
        or bool(_NOT.search(clause.words))
    )


def _after_head(message: Message, words: list[str]) -> str:
    """Ja and nej both, in clauses of their own: only a firm word at the head, and no firm one against it, wins."""
    firm = [_firm(clause.words) for clause in message.clauses]
    return firm[0] if firm[0] and not any(value and value != firm[0] for value in firm) else CONFLICT


def _firm(words: str) -> str:
    if re.match(f"^{_LEAD}(?:nej|n)(?!\\S)", words):
        return NO
    return YES if re.match(f"^{_LEAD}(?:ja|jo|j)(?!\\S)", words) else ""


def _where_echoes_count(message: Message) -> list[Clause]:
    """Echoes answer at the head; further on only in a short message, or after "men", "og", "så"."""
    return [clause for index, clause in enumerate(message.clauses) if not index or message.size <= 9]


def word_of(words: str) -> str:
    """The answer word a clause begins with."""
    if _PARTICLE.search(words) and words.count(" ") > 2:
        return ""
    if _FIRM_NO_RE.search(words) or _SOFT_NO_RE.search(words) or _IKKE_RE.search(words):
        return NO
    if _SPECIAL_NO.search(words) and words.count(" ") < 12:
        return NO
    soft = _SOFT_YES_RE.search(words)
    if soft and not _FIRM_YES_RE.search(words):
        return NO if _NOT.search(_DOUBLE.sub("", words)) else YES
    return YES if _FIRM_YES_RE.search(words) else ""


def _echo(words: str) -> str:
    bare = re.sub(r"^(?:(?:ja|jo|nej) )+", "", _DOUBLE.sub("", words).strip() or words)
    if _OPINION.search(bare) or (_SPECIAL_YES.search(words) and words.count(" ") < 9):
        return NO if _NOT.search(bare) else YES
    echo = _ECHO.search(bare)
    if not echo or (echo["after"] and not _THAT_SUBJECT.search(bare)):
        return ""
    head = bare[: echo.start("after")] if echo["after"] else bare
    return NO if _NOT.search(head) else YES


def _closing(message: Message) -> str:
    last = message.clauses[-1].words
    if _CLOSING_NO.search(last):
        return NO
    return YES if _CLOSING_YES.search(last) else ""


def is_refusal(message: Message) -> bool:
    """ "Nej tak": declines an optional question."""
    return message.size <= 6 and _firm(message.clauses[0].words) == NO


def is_bare_jo(message: Message) -> bool:
    """Nothing but "jo": it contradicts, and one cannot tell what."""
    return bool(re.fullmatch(r"(?:(?:jo|da|tak|nå|men) ?)+", message.words)) and "jo" in message.words.split()
