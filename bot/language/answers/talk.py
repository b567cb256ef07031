"""What in a message is no answer at all: greetings, commands to the guide, counter-questions, wishes."""

from __future__ import annotations

import re

from bot.language.answers.wording import Clause, Message, openings, phrases

#: Clauses that only open or close a message; an answer may stand beside them.
_COURTESY = re.compile(
    "^(?:(?:hej|hejsa|hejhej|heysa|hey|halløj|halløjsa|goddag|godmorgen|godaften|god|dav|davs|mojn|møjn|"
    "mojns|morgen|aften|dag|"
    "formiddag|eftermiddag|igen|med|dig|jer|tak|mange|tusind|for|hjælpen|spørgsmålet|det|svaret|farvel|"
    "hilsen|venlig|vh|mvh|hilsner|"
    "undskyld|beklager|øh|øhm|hmm|hm|æh|ah|nå|okay|ok|godt|fint|super|perfekt|tjo|jamen|altså|men|så|og|hov|"
    "lige|et|øjeblik|"
    "lad|mig|tænke|se|spørgsmål|kære|chatbot|bot|robot|venligst|please|haha|hehe|arh|åh|nåh|wow) ?)+$"
)
_COMMANDS = phrases(
    "start|starte|begynd|begynde ..2 forfra", "forfra", "på en frisk", "fra en ende af",
    "start|starte|begynde ..1 igen",
    "gå|gåt|gik|går ..2 tilbage", "et skridt|spørgsmål|trin tilbage", "tilbage til ..3 spørgsmål*", "forrige",
    "fortryd*",
    "slet|slette|slettes ..3 mig|mit|mine|min|alt|data|samtalen|svar|oplysninger*|det|hele|vores|historik*",
    "tal|tale|snakke|snak|talt|chatte ..2 med", "fjern*", "kom til at", "fik trykket", "skulle have været",
    "trykket ..2 forkerte", "du|i siger|skriver|sagde|svarer", "snakket om", "for langt|lang|kort", "makuler*",
    "udslet*", "smid", "ryd", "væk med", "gentag*", "annuller*", "korriger*", "drop", "på ny", "fra toppen|start af",
    "for denne gang", "var alt", "det ..1 samlede resultat", "glem det|alt", "ændres|ændre", "rettes", "skal væk",
    "du har noteret|skrevet|forstået|misforstået|registreret", "sidste|tidligere|forrige|mit|mine svar",
    "det|som jeg sagde|skrev|svarede", "jeg sagde|svarede|skrev", "nej vent", "vent lige",
    "forkert virksomhedsform|rolle", "et menneske", "en medarbejder", "en rigtig person", "menneske|mennesker",
    "kundeservice",
    "ring|ringe|ringer ..3 op|mig", "opsummer*", "opsummering", "resume", "resumé", "download*", "print*",
    "udskriv*", "som pdf", "en pdf",
    "gem ..2 svar*", "nulstil*", "genstart*", "start over", "hjælp mig", "jeg har brug for hjælp",
    "vis mig|mine|hvad", "send mig",
    "oversigt over", "afslut*", "luk ..1 samtalen", "vi ses", "ha|have en god dag", "rette ..2 svar*",
    "ændre ..3 svar*", "ændre ..2 det",
    "svarede forkert", "skrev forkert", "trykkede forkert", "klikkede forkert", "tastede forkert", "forkert knap",
    "tog fejl",
    "mit svar var", "det forrige|sidste svar", "vil ..2 rette", "lave ..2 om",
)  # fmt: skip
_ABUSE = phrases(
    "idiot*", "dum|dumme|dumt", "lort|lorte*", "pis|piss*", "fuck*", "møg*", "røv*", "åndssvag*", "ubrugelig*",
    "elendig*", "håbløs*",
    "til grin", "hold kæft|mund", "kæft", "latterlig*", "skod*", "narrøv*", "spild af", "irriterende", "misforstår",
    "forstår mig ikke",
    "fatter ..2 ikke|intet|hat", "du lytter", "robot*", "chatbot*", "botten", "er du",
)  # fmt: skip
_QUESTION_WORD = re.compile(
    "^(?:(?:og|men|så|altså|ok|okay|nå|jamen|ja|nej|hej|undskyld|først|lige|hov|øh|præcis|mere|i|til|på|for|om) )*"
    "(?:hvad|hvorfor|hvordan|hvem|hvilke|hvilken|hvilket|hvornår|hvorhen|hvorhenne|hvorledes|hvor|mon|gad "
    "vide|what)(?!\\S)"
)
#: "… hvem de er": a question word before its subject opens a subordinate clause.
_SUBORDINATE = openings(
    "hvad|hvem|hvordan|hvorfor|hvornår|hvor|hvilke|hvilken|hvilket de|det|den|vi|jeg|man|der|som|brugeren|"
    "brugerne|borgeren|i"
)
#: "… hvem folk er": the verb last, so nobody asks.
_WHO_THEY_ARE = re.compile(r"^hvem (?:\S+ ){1,2}(?:er|var)$")
#: Verb first after another clause: "…, kan vi tjekke det", but not "…, kan vi ikke" or the like.
_WE_ASK = re.compile(
    r"^(?:kan|må|skal|får|bør|er|har) (?:vi|jeg|man|de|det|der|den)(?! (?:ikke|jo|da|nok|vist|altså|skam|så|"
    r"sgu|vel)\b)(?: \S+){1,}"
)
#: "Mon ikke" is an answer, not a question.
_NO_QUESTION_WORD = openings(
    "ja|jo|jamen? mon ikke",
    "hvad ved jeg",
    "hvem ved",
    "kan du tro",
    "men? hvilke|hvilken|hvilket|hvad ..4 ved|aner|er jeg|vi ikke",
)
_VERB_FIRST = openings(
    "kan|må|skal|bør|vil|kunne|skulle|gælder|koster|findes|virker|kræver|kræves|betyder|hedder|bruger|"
    "behøver|tæller|hører|får|dækker|udløber|fungerer|sker|har|er|bliver|gør|kender|tilbyder|forstår|sender|"
    "går|omfatter|mener|ved "
    "vi|jeg|i|man|de|du|det|den|der|nogen|jer|en|et|private|kommuner|*en|*et|*erne|mit|vores|min|mine",
    "skal|må|kan|er|har|hører|gælder|bruges|kræves|tæller|behøver alle|almene|ens|hver|vores|brugere*|"
    "borgere*|medarbejdere|dsb|private|offentlige|der ..20",
    "og|men|så kan|må|skal|bør|vil|kunne|skulle|er|har|får|gælder vi|jeg|i|man|de|du|det|den|der",
)
_IMPERATIVE = openings(
    "forklar*", "fortæl*", "uddyb*", "beskriv*", "definer*", "giv|vis|sig|find|hjælp|send ..2 mig|os|lige"
)
#: "Er Nets en af dem, man må bruge": a name after the verb.
_IS_SOMEBODY = re.compile(
    r"^er (?!vi |jeg |jo |nok |vist |også |da |bare |kun |stadig |ikke |selv |lige |nu |nemlig |faktisk |egentlig |helt |en |et |med |i )"
    r"\S+ (?:en|et|blandt|godkendt|certificeret|nødvendig)(?!\S)"
)
#: The subject left out before what has been: "har været det siden 2022".
_SUBJECT_DROPPED = re.compile(
    r"^(?:har|er|mangler|venter) (?:(?:jo|da|nok|allerede|også|altid|lige|endnu|ikke|faktisk|vist|netop|stadig) )*"
    r"(?:været|fået|haft|søgt|blevet|kommet|sendt|gjort|taget|oprettet|tilmeldt|tilsluttet|registreret|bestilt|godkendt|"
    r"aktiveret|igang|undervejs|på|med|med i|i (?:gang|proces|processen|mitiderhverv|orden|mål|hus|luften|kø|tvivl))(?!\S)|"
    r"^(?:har|er|gør|kan|skal|bruger|kræver) (?:vi|jeg|den|det|de|der) (?:(?:jo|da|nok|vist|sgu) )*(?:ja|jo|allerede|selvfølgelig)$"
)
#: Verb first, but no question: the topic is left out ("er vi ikke", "ved vi ikke", "er i gang").
_TOPIC_DROPPED = re.compile(
    r"^(?:er|har|gør|kan|skal|bliver|mener|ved|kender|får|vil|må|kræver|gælder|løser|bruger|tror) (?:(?:i "
    r"(?:gang|orden|tvivl|proces|luften|drift))|(?:vi|jeg)(?: (?:ikke|jo|da|nok|vist|skam|så|sgu|vel|"
    r"allerede|endnu|også|desværre|faktisk|bestemt|godt|selv|sagtens|fint|haft|slet|altså|nu|stadig|"
    r"hvertfald|aldrig|ingen))*|(?:den|det|der|de|man)(?: (?:skam|jo|da|sgu|slet))* ikke(?: (?:endnu|nej|"
    r"altså))*)$"
)
_QUESTION_INSIDE = phrases(
    "vil|ville ..2 gerne ..2 vide|høre|forstå|spørge|have|at|ha", "ønsker ..2 at vide|forstå",
    "er ..2 i tvivl om hvad|hvordan|hvilke|hvornår",
    "kan|kunne du|i ..4 forklare|fortælle|sige|uddybe|hjælpe|vise|sende|oplyse|give|finde|bekræfte",
    "spørgsmål om|til|vedrørende|ang", "jeg spørger|spurgte", "undrer|undres",
    "forstår ikke|ej hvad|hvorfor|hvordan|spørgsmålet|det|meningen|ordet|begrebet",
    "ved|forstår|fatter|aner ikke hvad ..3 betyder|mener",
    "ved|forstår|fatter|aner ikke hvad en|et|det|den|der ..4 er", "hvad mener|menes|betyder",
    "hvad ..1 er", "ikke ..1 forstået", "hvad for noget", "ikke med på hvad", "hvorfor spørger",
    "hvad|hvem|hvor|hvordan kan|skal|må|gør|får ..1 vi|jeg|man|*en", "hvorfor skal",
    "mener du|i", "hvad ..2 betyder|dækker|vil",
    "kan ..1 ikke se hvorfor", "forskellen på|mellem", "sagt på en anden måde", "med andre ord",
    "siger mig ikke noget", "et eksempel", "gerne et eksempel",
)  # fmt: skip
#: A wish or errand of their own: what follows is a new topic, not the answer.
_ERRAND = phrases(
    "vil|ville ..2 gerne", "vi|jeg|undertegnede ønsker", "ønsker|ønskes oplyst|belyst|at",
    "vi|jeg skal ..2 tilslutte*|tilsluttes|tilmelde|bruge ..2 som|os|nemlogin",
    "vi|jeg skal ..2 tilsluttes|tilslutte", "igang|gang med nemlogin", "vil undgå", "vil godt", "jeg leder efter",
    "jeg mangler", "vi|jeg søger",
    "få hjælp", "brug for ..2 vejledning|hjælp", "komme i gang", "vejledning", "hvordan",
)  # fmt: skip


#: "Det har vi ikke talt med myndigheden om".
_NOT_YET_DONE = re.compile(r"(?:ikke|aldrig) (?:\S+ ){0,2}(?:talt|snakket|fået|kunnet) ")


def is_command(message: Message) -> bool:
    """Whether it steers the talk, or abuses the guide, rather than answering."""
    words = _NOT_YET_DONE.sub("", message.words.replace("slet ikke", ""))
    return words in ("hjælp", "help") or bool(_COMMANDS.search(words) or _ABUSE.search(message.words))


def is_question(clause: Clause, *, first: bool = True) -> bool:
    """Whether a clause asks something; ``first``: it opens its sentence."""
    words = clause.words
    if clause.ending == "?":
        return True
    if _NO_QUESTION_WORD.search(words) or _TOPIC_DROPPED.search(words) or _SUBJECT_DROPPED.search(words):
        return False
    if not first and _WHO_THEY_ARE.search(words):
        return False
    if not first and (_SUBORDINATE.search(words) or (_VERB_FIRST.search(words) and not _WE_ASK.search(words))):
        return bool(_QUESTION_INSIDE.search(words))
    if _IS_SOMEBODY.search(words):
        return True
    patterns = (_QUESTION_WORD, _VERB_FIRST, _IMPERATIVE, _QUESTION_INSIDE)
    return any(pattern.search(words) for pattern in patterns)


def opens_with_question_word(clause: Clause) -> bool:
    """Whether a question word leads the clause."""
    return bool(_QUESTION_WORD.search(clause.words))


def is_subordinate(clause: Clause) -> bool:
    """ "Hvad de skal kunne, …": the question word before its subject."""
    return bool(_SUBORDINATE.search(clause.words))


def has_errand(message: Message) -> bool:
    """Whether it speaks of what they want of the guide."""
    return bool(_ERRAND.search(message.words))


def without_courtesy(message: Message) -> Message:
    """The message less greetings, thanks and hesitation."""
    kept = message.without(clause for clause in message.clauses if _COURTESY.search(clause.words))
    if not kept.clauses:
        return kept
    first, *rest = kept.clauses
    opened = _GREETING.sub("", first.words)
    return Message(kept.raw, (Clause(opened or first.words, first.ending, first.sentence), *rest))


_GREETING = re.compile(
    "^(?:(?:hej|hejsa|goddag|godmorgen|halløj|mojn|øh|øhm|hmm|hm|tja|åh|nå|ah|okay|ok|altså|jamen) )+"
)
