"""The yes/no facts about system and organisation: myndighedsopgave, sikker autentifikation, offentligretligt organ,
MitID Erhverv.

Each fact has *topics* (the bare notion: for telegram style, doubt and "topic: ja"), *claims* (phrases that say yes) and
*denials* (phrases that say no by themselves). A negation in the clause turns a claim round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.facts.clauses import Clause, Kind
from bot.language.facts.model import Finding
from bot.language.facts.owner import Owner, is_others, owner_of
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading, Verdict
from bot.language.facts.word_set import word_set

_GT = "myndighedsopgave*|myndighedsudøvelse*|myndighedsudøvende|myndighedsafgørelse*"
_GETS = "laver|lave|bygger|bygge|udvikler|udvikle|har|have|bruge|får|få|ejer|udbyder|udbyde|driver|leverer|levere|ønsker|mangler"
_PLB = "offentligretlig*|offentligtretlig*"
_SA = "autentifikation*|autentificering*|autentifkation|autentification|autentikation|authentication|autentisering"
_ME = "mitiderhverv|brugerorganisation*"

TABLES: dict[str, tuple[str, ...]] = {
    "level": ("betydelig", "høj", "lav", "niveau betydelig|høj|lav"),
    "government_task:topic": (_GT, "myndighedsopgave*", "udøve* myndighed"),
    "government_task:yes": (
        f"vi|jeg ..4 {_GETS} ..5 $THING til ..2 {_GT}", f"udbyder|ejer|driver ..5 $THING til ..2 {_GT}",
        "bruges|bruger|anvendes|anvender|benyttes ..3 til ..3 afgørelse*|*afgørelser", f"bruger|anvender ..3 til ..2 {_GT}",
        f"{_GETS} vi|jeg ..5 $THING til ..2 {_GT}",
        "tillagt ..4 myndighed*", "delegeret ..4 myndighed*", "myndighedskompetence*", f"{_GT} er der",
        "agerer|handler|optræder som myndighed",
        f"hører ..3 {_GT}", f"rene|klassisk|ren {_GT}", f"systemet|løsningen er til {_GT}", f"pålagt ..4 {_GT}",
        f"overdraget ..4 {_GT}", f"fået ..4 {_GT}",
        "givet ..5 træffe afgørelse*", "afgørelse* træffer vi", "afgørelse* ..2 ligger ..2 i $SYSTEM",
        "afgørelse* ..4 via|gennem $SYSTEM",
        f"er|bliver|var ..5 {_GT}", f"{_GT} er|bliver det|der|vi",
        f"udfør*|udøve*|varetage*|løse*|håndtere*|løfte* ..5 {_GT}",
        f"{_GT} ..3 udføres|udfører|varetages|varetager|løses|løser|udøves|udøver|håndteres|ligger",
        f"har|fik|får|fået|lagt|lægger ..4 {_GT}",
        f"{_GT} har vi", f"drejer sig|handler om ..3 {_GT}", f"står for ..4 {_GT}", f"tale om ..3 {_GT}",
        f"ja til {_GT}",
        "udøves ..1 myndighed", "udøver ..2 myndighed", "udøve ..1 myndighed",
        "træffe|træffer|træffes|truffet ..4 afgørelse*",
        "afgørelse* ..6 træffes|træffe|truffet|træffer",
        "*afgørelse|*afgørelser|*afgørelserne ..6 træffes|truffet|træffer",
        "afgørelse* i $SYSTEM", "*afgørelser|*afgørelse i $SYSTEM",
        f"bruges|anvendes|benyttes|lavet|bygget ..3 til ..3 {_GT}", f"består ..2 af ..2 {_GT}", f"ved lov ..6 {_GT}",
        "deres|vores afgørelse*", f"$THING med|m ..2 {_GT}", f"organ|kommune|styrelse|region med|m ..2 {_GT}",
        f"i {_GT}",
        f"{_GT} skal|kan ..2 udføres|løses", f"understøtter|dækker|rummer|indeholder ..3 {_GT}", f"{_GT} indgår",
        "træffer|træffes ..3 afgørelser",
    ),
    "government_task:no": (
        "udøves|udføres ikke ..2 myndighed", "ikke ..2 med myndighed at gøre", "udøver|udfører ikke ..2 myndighed",
        "ikke udøver ..1 myndighed",
        f"{_GT} beskæftiger vi os ikke",
        f"{_GT} er der ingen|ikke", "intet ..3 myndighedsagtigt", f"{_GT} laver vi ikke",
        f"intet|ikke|ingenting ..2 med ..3 {_GT} ..1 at gøre", f"fjerneste med ..3 {_GT}", f"skyggen af ..2 {_GT}",
        f"ikke ..5 {_GT}",
        f"ingen ..3 {_GT}", f"uden ..4 {_GT}", f"intet ..2 {_GT}", f"hverken ..7 {_GT}", "ingen afgørelser",
        "ikke ..2 træffe|træffer|træffes|truffet ..3 afgørelse*",
        "træffer|træffes|træffe|truffet ..2 ikke|ingen ..3 afgørelse*",
        f"{_GT} ..4 ikke|ingen", "afgørelse* ..3 der ikke|ingen", "afgørelse* ..2 træffes|træffer ..2 ikke|ingen",
        "afgørelse* har ..2 ikke|ingen", f"nej til {_GT}", f"langt fra ..2 {_GT}",
        f"{_GT} ..3 intet", f"aldrig ..3 {_GT}",
        f"næppe ..3 {_GT}", f"fri for {_GT}", "uden ..2 afgørelse*", f"{_GT} slipper vi", "hverken ..3 afgørelse*",
        f"nul {_GT}",
    ),
    "government_task:void": (
        f"$THEY|nabo*|leverandøren har|bruger|køber|mangler|ønsker ..3 $THING til ..2 {_GT}",
        "ansøg* ..6 myndighedsopgave*", "ret*|åb*|adgang ..5 myndighedsopgave*",
        "søge|søger|søgt ..5 myndighedsopgave*", "skema* ..4 myndighedsopgave*",
        "rettighed* ..6 myndighedsopgave*", "godkend* ..4 myndighedsopgave*",
        "oprette|oprettelse ..6 myndighedsopgave*", "afgørelse* ..2 om at",
        "vores afgørelse om", "begrund* ..3 afgørelse*", "afgørelse* fra jer|digitaliseringsstyrelsen|nemlog*",
        "afslag", "myndighedsopgave* ..1 ligger hos|ved", "myndighedsopgave* eller ej",
        "klage* ..2 afgørelse*", "afgørelse* ..2 deres ..1 eget|egne|egen", "deres eget|egne|egen ..6 afgørelse*",
        "ifm myndighedsopgave*", "forbindelse med myndighedsopgave*",
    ),
    "secure_authentication:topic": (
        f"sikker|sikre|sikkert {_SA}", "sikringsniveau*|sikkerhedsniveau*", f"kravet|krav om ..1 {_SA}",
        "risikovurdering*",
    ),
    "secure_authentication:yes": (
        "på betydeligt|højt niveau", "niveauet ..2 betydelig|høj", "sikringsniveauet er ..2 betydelig*|høj",
        "landet på ..2 betydelig|høj",
        "kravet er ..2 betydelig|høj", "krav om ..2 betydelig|høj", f"forudsætter sikker {_SA}",
        f"kræver|kræve|krævet|kræves|forudsætter ..4 sikker|sikre {_SA}", f"er|bliver ..3 sikker {_SA}",
        f"skal ..4 sikker {_SA}",
        f"krav om ..2 sikker {_SA}", f"krav ..2 sikker {_SA}", f"med ..1 sikker {_SA}", f"har ..2 sikker {_SA}",
        f"bruger|anvender ..2 sikker {_SA}",
        f"sikker {_SA} ..3 kræves|påkrævet|nødvendig|nødvendigt|krav|skal|nødvendigt|påkrævet",
        f"ja til sikker {_SA}", f"brug for ..3 sikker {_SA}",
        f"nødvendig* ..2 sikker {_SA}", f"sikker {_SA} er ..3 krav|nødvendig|nødvendigt|påkrævet",
        f"sikker {_SA} til|skal der|er der",
        "niveau|nsis|sikringsniveau* ..4 betydelig|betydeligt|høj|højt", "lagt os ..1 på ..2 betydelig|høj",
        "betydelig|høj ..1 niveau", "nsis|niveau|eidas betydelig|høj|substantial|high",
        "på|til|er betydelig", "på|til høj", "landet|landede ..2 på ..1 betydelig|høj", "betydelig er",
        "mindst betydelig",
        "på niveauet betydelig|høj", "op|ligger|lander|skal på ..1 betydelig|høj", "sikringsniveau* betydelig|høj",
    ),
    "secure_authentication:no": (
        "kræver ..1 ingen|intet login", "helt åben|åbent|åbne", "ingen krav om ..2 login", "uden adgangskontrol",
        "alle kan ..2 se|tilgå|besøge|læse|bruge",
        "enhver kan ..2 se|tilgå|besøge|læse|bruge", "ingen adgangskontrol", "skal ikke logge|logges",
        "kan bruges ..2 af alle|enhver", "login er der ikke",
        f"ikke|ingen ..5 sikker {_SA}", f"uden ..2 sikker {_SA}", f"sikker {_SA} ..4 ikke|unødvendig*|overflødig*",
        f"hverken ..4 sikker {_SA}",
        f"nej til sikker {_SA}", "niveau|nsis|sikringsniveau* ..3 lav|lavt|low", "lavt niveau",
        "lav ..1 sikringsniveau", "uden ..1 login|loginkrav", "uden nogen ..3 login", "uden krav om ..1 login",
        "uden at logge",
        "ikke ..3 noget login", "intet login", "ingen login|loginkrav", "har|er ..2 ikke ..3 login",
        "$SYSTEM har ikke ..3 login",
        "åben|åbent|åbne for ..2 alle|enhver|offentligheden", "åben|åbent for ..1 hvem", "frit tilgængelig*",
        "$THING ..3 offentligt ..1 tilgængelig*",
        "alle|enhver|hvem kan ..3 komme ind|bruge|se|gå", "kræver ikke ..1 login", "kræver ikke at man logger",
        "kræves ikke ..3 login", "intet krav om ..1 login",
        "ikke ..2 krav om ..1 login", "tilgængelig* for alle|enhver", "alle|enhver kan ..4 uden",
        "behøver ikke ..2 logge", "skal ..1 ikke logge",
        "logger ikke ..1 på|ind", f"undvære sikker {_SA}", f"stiller ..1 ingen krav om sikker {_SA}",
    ),
    "secure_authentication:void": (
        f"stærk {_SA}", "som om", "videre ..8 uden", "uden at ..4 forfra|ny", "uden at logge ..3 igen", "uden ..3 ny|nyt|ekstra|nyt login",
        "uden at logge ..1 på en|to|ind", "uden at logge ..5 gang",
        "for at få ..4 niveau", "fejl*", "svarer til", "accepterer", "uden ..3 dobbelt*", "kommer ..2 med",
        "uden at ..3 igen", "ind igen",
        "to gange", "notifice*", "anmeld*", "kan ..3 ikke logge", "falder", "brugere ..2 niveau",
        "lægge os på", "lægger man", "certifi*", "test*", "uden at logge ind|på igen", "mitid er|har", "er mitid",
        "giver mitid",
    ),
    "public_law_body:topic": (f"{_PLB} organ*", _PLB),
    "public_law_body:yes": (
        "lever ..1 op til ..2 alle ..2 kriteri*|krav*|betingelse*", f"lever ..1 op til ..4 {_PLB}",
        f"falder ..2 under ..6 {_PLB}", f"ind|inden under|for ..4 {_PLB}", f"omfattet af ..4 {_PLB}",
        f"hører til ..3 {_PLB}",
        f"betegnes|kategoriseres|klassificeres|defineres|vurderet|klassificeret ..2 som ..1 {_PLB}",
        f"status af|som {_PLB}", f"samtidig|tillige|desuden|også ..2 {_PLB}",
        f"er|udgør|regnes|tæller|anses|betragtes|som ..8 {_PLB}", f"{_PLB} ..1 er|bliver vi|det", f"{_PLB} er vi",
        f"at være ..2 {_PLB}",
        f"{_PLB} ..2 med|m", "alle tre kriterier|krav|betingelser ..9 opfyldt",
        "alle|samtlige ..1 kriterier|krav|betingelser ..3 passer ..1 på|til os", "sætte ..3 flueben|kryds ..3 alle tre",
        "opfylder ..2 samtlige ..2 kriterier|krav|betingelser",
        "opfylder ..2 alle ..3 kriterier|krav|betingelser",
        "opfylder ..2 kriterierne|betingelserne|kravene ..3 offentligretlig*",
        f"kriterierne ..4 {_PLB} ..2 opfylder|opfyldt",
        "offentlig myndighed ..3 uden for|udenfor ..4 former|virksomhedsformer", f"{_PLB} det er vi",
        f"ja til {_PLB}",
        "offentlig myndighed ..2 ikke ..3 af de tre", "offentlig myndighed ,? bare|men ..1 ikke ..3 af de tre",
    ),
    "public_law_body:no": (
        "lever ikke op til ..3 kriteri*|krav*|betingelse*", "falder ..1 på ..4 kriteri*", f"{_PLB} er vi ikke",
        f"ikke ..7 {_PLB}", f"{_PLB} ..5 ikke|næppe|aldrig", f"næppe ..3 {_PLB}", f"hverken ..3 {_PLB}",
        f"ingen ..2 {_PLB}",
        "opfylder ..2 ikke ..4 kriteri*|betingelse*|krav*", f"kriteri* ..4 {_PLB} ..3 ikke", f"nej til {_PLB}",
        "ikke ..1 opfylder ..2 kriteri*|betingelse*", f"langtfra ..1 {_PLB}",
    ),
    "public_law_body:void": (
        f"er ..2 for|til|blandt {_PLB}",
        "om man er", "hvornår er man", f"hvornår ..3 {_PLB}", "hvad ..3 offentligretlig*", "ansøg*", "ikke blot",
        f"vurdere|vurderer|vurdering* ..3 {_PLB}",
        "regler*", "loven", f"{_PLB} i|efter ..2 forstand",
    ),
    "mitid_erhverv:topic": (_ME,),
    "mitid_erhverv:yes": (
        "været ..1 på|i|hos mitiderhverv", "kom ..3 på|i|med mitiderhverv", "på|i|med mitiderhverv kom vi|jeg",
        "kører|kørt ..2 mitiderhverv", "mitiderhverv ..3 etableret|aktiveret|opsat|oppe", "med i mitiderhverv",
        "mitiderhverv har vi ..1 styr på", "i mitiderhverv ..1 siden",
        "brugerorganisation* ..3 har vi|været", "været brugerorganisation*", "mitiderhverv ..1 fik|fået vi",
        "er ..3 på mitiderhverv", "mitiderhverv er vi ..4 på|i|tilsluttet|med",
        "har|haft|fik|fået|faet|købt ..4 mitiderhverv", "mitiderhverv ..1 har|fik vi|jeg",
        "mitiderhverv har jeg|vi", "mitiderhverv fik",
        "er|blev ..6 brugerorganisation*", "brugerorganisation* er vi", "brugerorganisation* i mitiderhverv",
        "tilsluttet|tilmeldt|oprettet|meldt|registreret|med|tilknyttet ..3 mitiderhverv", "er ..4 i mitiderhverv",
        "mitiderhverv ..4 på plads",
        "mitiderhverv ..3 i orden|klar|klaret|oppe", "mitiderhverv ..8 allerede", "bruger ..2 mitiderhverv",
        "styr på ..1 mitiderhverv",
        "brugerorganisation* siden", "brugerorganisation* i forvejen", "kørende med mitiderhverv",
        "i mitiderhverv er vi",
        "med på mitiderhverv", "kommet ..3 mitiderhverv", "aktiveret ..2 mitiderhverv",
        "med|m mitiderhverv", "mitiderhverv tilsluttet",
        "mitiderhverv ..3 tilsluttet", "mitiderhverv siden", "haft mitiderhverv", "mitiderhverv ..2 kører",
        "mitiderhverv er ..2 etableret|oprettet|bestilt", "allerede brugerorganisation*",
        "mitiderhverv ..4 har vi", "tilslutning* til mitiderhverv ..3 gik|igennem|gennemført|færdig|godkendt|faldt",
        "oprettelse* i mitiderhverv ..3 gik|igennem|gennemført|færdig|godkendt|faldt",
        "mitiderhverv er noget ,? vi ..2 har",
    ),
    "mitid_erhverv:no": (
        "ikke ..3 gang med mitiderhverv", "mitiderhverv ..3 bestilt", "står ..1 over for ..4 mitiderhverv",
        "venter ..2 på ..4 mitiderhverv",
        "mangler ..6 mitiderhverv|brugerorganisation*", "skal først ..6 mitiderhverv|brugerorganisation*",
        "ikke tilmeldt|tilsluttet ..2 mitiderhverv", "heller ikke ..4 mitiderhverv",
        "mangler ..4 mitiderhverv|brugerorganisation*", "mitiderhverv ..4 søgt|ansøgt|bestilt",
        "afventer ..6 mitiderhverv", "bestilt ..3 mitiderhverv", "mitiderhverv ..3 mangler",
        "mitiderhverv|brugerorganisation* ..4 i gang", "i gang med ..8 mitiderhverv|brugerorganisation*",
        "igang med ..8 mitiderhverv|brugerorganisation*", "mitiderhverv|brugerorganisation* ..4 igang",
        "uden ..2 mitiderhverv|brugerorganisation*", "ikke ..6 mitiderhverv|brugerorganisation*",
        "mitiderhverv|brugerorganisation* ..8 ikke|aldrig|ingen",
        "ingen ..2 mitiderhverv", "hverken ..4 mitiderhverv|brugerorganisation*",
        "aldrig ..6 mitiderhverv|brugerorganisation*",
        "mitiderhverv ..4 på vej|undervejs", "venter på ..4 mitiderhverv",
        "skal ..2 først ..6 mitiderhverv|brugerorganisation*", "søgt ..3 mitiderhverv|brugerorganisation*",
        "intet ..1 mitiderhverv", "mitiderhverv|brugerorganisation* ..4 kommer|venter", "har ..2 til gode",
        "nej til mitiderhverv", "ved at blive ..3 brugerorganisation*",
        "ved at ..4 mitiderhverv", "endnu ikke ..5 mitiderhverv|brugerorganisation*",
        "mitiderhverv har vi til gode", "mitiderhverv først", "skal ..2 have oprettet ..4 mitiderhverv",
        "brugerorganisation* ..2 på vej",
    ),
    "mitid_erhverv:void": (
        "kommunens|kundens|regionens|styrelsens leverandør|itleverandør|driftsleverandør kom|har|fik|er ..4 mitiderhverv",
        "læse ..3 mitiderhverv|brugerorganisation*", "hørt om mitiderhverv|brugerorganisation*", "hørt ..2 mitiderhverv", "hedder",
        "logge* ..5 mitiderhverv", "med mitiderhverv ind|på", "mit mitiderhverv", "kunnet",
        "login ..3 mitiderhverv", "adgang* ..3 mitiderhverv", "administrator* ..3 mitiderhverv",
        "mitiderhverv administrator*", "glemt*", "virker ikke", "kode*", "spærret", "bruger ..1 i mitiderhverv",
        "medarbejder* ..5 mitiderhverv", "oprette|opretter|oprettes ..5 i mitiderhverv",
        "borgerne|brugerne|kunderne|virksomhederne|medlemmerne ..6 mitiderhverv",
        "de|kunden|kommunen|regionen har ..2 mitiderhverv",
        "rettighed* ..5 mitiderhverv", "kan|kunne ..3 ikke", "vises|synlig* ..3 mitiderhverv",
        "se ..3 i mitiderhverv", "behøver", "undgå*", "skal ikke", "kræve*",
        "bruger ..4 brugerorganisation*", "ind i mitiderhverv", "ind på mitiderhverv", "i stedet for", "problem*",
        "mitiderhverv ..2 ikke ..1 nok", "mail*", "besked*",
        "det samme som", "erstatte*", "identifikationsmidler", "aktivere ..2 bruger*", "kan man", "går ud fra",
        "logger ..4", "fejl*", "bruges", "test*",
        "hvorfor", "administrere*", "skal ..2 have mitiderhverv|styr", "får|få ..2 besked", "ansatte*", "opsat",
        "brug for ..2 mitiderhverv", "få|anskaffe|bestille ..2 mitiderhverv ..9 hvordan"
    ),
}  # fmt: skip

#: What states a fact only when it answers the question for it: reasons and bare predicates.
ANSWERS: dict[str, tuple[str, ...]] = {
    "government_task:answer_yes": ("tilladelser", "afgørelse*", "bevillinger"),
    "government_task:answer_no": (
        "ren markedsføring|forretning|information|drift", "sælger ..1 kun|bare", "kun|bare sælger"),
    "secure_authentication:answer_yes": (
        "helbredsoplysninger", "følsomme ..2", "sygejournal*|journal*", "mitid", "personfølsomme ..1", "cpr",
        "personoplysninger",
    ),
    "secure_authentication:answer_no": ("anonym|anonyme|anonymt", "åben|åbent for", "ikke nødvendig*", "alle kan"),
    "public_law_body:answer_yes": (
        "alle tre krav|kriterier|betingelser", "juridisk person ..4 styres|finansieret|kontrolleret"),
    "public_law_body:answer_no": (
        "kommercielle|kommerciel|kommercielt", "lever ..2 af ..2 vi sælger", "privat forretning",
        "ikke ..1 kriterierne|krav*"),
    "mitid_erhverv:answer_yes": ("på plads", "tilsluttet", "siden #", "allerede"),
    "mitid_erhverv:answer_no": (
        "i gang", "på vej", "venter på", "mangler", "ikke endnu", "kun privat mitid", "kun private mitid",
        "sendt papirerne", "til underskrift", "undervejs", "helt nye",
    ),
}  # fmt: skip
TABLES.update(ANSWERS)

#: Facts about the organisation are void when said of others; those about the system are not said of persons.
_OF_PERSONS = {"public_law_body": True, "mitid_erhverv": True, "government_task": False, "secure_authentication": True}

#: "De træffer deres afgørelser i løsningen": whoever decides, it is a task of the system.
_IN_IT = word_set(
    "systemet løsningen portalen platformen tjenesten appen siden den det heri deri systemer løsninger fagsystemet hjemmesiden"
)


def findings(reading: Reading, fact: str) -> Iterator[Finding]:
    """Every value the message states for one yes/no fact, in the order of the text."""
    return _Search(reading, fact).findings()


@dataclass(slots=True)
class _Search:
    reading: Reading
    fact: str

    def findings(self) -> Iterator[Finding]:
        for topic in self._topics():
            value, mark = self._value(topic)
            if value:
                yield self.reading.finding(value, mark.start, mark.end)

    def _topics(self) -> list[Mark]:
        """Where the fact is spoken of: a topic, or a claim that needs no topic ("der træffes afgørelser")."""
        reading = self.reading
        marks = [
            *reading.named(f"{self.fact}:topic"),
            *reading.named(f"{self.fact}:yes"),
            *reading.named(f"{self.fact}:no"),
        ]
        by_clause: dict[int, Mark] = {}
        for mark in marks:
            by_clause.setdefault(reading.clause_index(mark), mark)
        if reading.asked == self.fact and not by_clause:
            for mark in [*reading.named(f"{self.fact}:answer_no"), *reading.named(f"{self.fact}:answer_yes")]:
                by_clause.setdefault(reading.clause_index(mark), mark)
        if self.fact == "secure_authentication":
            for mark in reading.named("level"):
                if reading.is_bare(mark) and (len(reading.clauses) > 1 or reading.asked == self.fact):
                    by_clause.setdefault(reading.clause_index(mark), mark)
        return [by_clause[index] for index in sorted(by_clause)]

    def _value(self, topic: Mark) -> tuple[str, Mark]:
        reading, fact = self.reading, self.fact
        clause = reading.clause_of(topic)
        if self._has(clause.start, clause.end, "void") or clause.has("meta") or reading.is_topic_of_question(topic):
            return "", topic
        if reading.asked == fact and topic.name in ANSWERS:
            doubted = reading.verdict(topic, person=False) is Verdict.DOUBTED or clause.kind is not Kind.STATEMENT
            return ("" if doubted else "no" if topic.name.endswith("no") or clause.has("negation") else "yes"), topic
        claim = self._first(clause.start, clause.end, "yes")
        denial = self._first(clause.start, clause.end, "no")
        if self._is_of_others(claim or denial or topic):
            return "", topic
        verdict = reading.verdict(claim or denial or topic, person=_OF_PERSONS[fact])
        if verdict is Verdict.DOUBTED:
            return "unknown", topic
        if reading.is_taken_back(clause) and clause.kind is Kind.STATEMENT and not denial:
            return "no", claim or topic  # "jeg skrev, at vi havde MitID Erhverv, men det har vi ikke"
        if verdict is Verdict.VOID or (clause.has("future") and not denial):
            return "", topic
        if reading.answer_tail(reading.clause_index(topic)):
            return ("yes" if verdict is Verdict.SAID else "no"), topic
        if denial:
            return (
                "no" if reading.verdict(denial, person=_OF_PERSONS[fact]) in (Verdict.SAID, Verdict.DENIED) else ""
            ), denial
        if claim:
            return ("yes" if verdict is Verdict.SAID else "no"), claim
        return self._telegram(topic, verdict), topic

    def _is_of_others(self, mark: Mark) -> bool:
        """Others may ask for a level or decide in our system; what they are and do elsewhere is theirs."""
        reading, clause = self.reading, self.reading.clause_of(mark)
        if self.fact == "secure_authentication":
            owner = owner_of(reading, mark)
            return owner is Owner.THING or (owner is Owner.NAMED and is_others(reading, mark))
        if self.fact == "government_task" and _IN_IT & set(reading.words(mark.start, clause.end)):
            return owner_of(reading, mark) is Owner.THING
        return is_others(reading, mark)

    def _telegram(self, topic: Mark, verdict: Verdict) -> str:
        """ "myndighedsopgave: ja", "offentligretligt organ" beside other facts; not a notion that is the whole message."""
        reading = self.reading
        clause = reading.clause_of(topic)
        words = reading.words(clause.start, clause.end)
        if (
            clause.kind is not Kind.STATEMENT
            or (clause.has_verb and "er" not in words)
            or topic.name.endswith((":yes", ":no"))
        ):
            return ""
        after = reading.words(topic.end, clause.end)
        listed = reading.lists_denied(reading.clauses.index(clause))
        if "nej" in after or (verdict is Verdict.DENIED and (reading.opens_note(topic) or listed)):
            return "no"
        level = self._bare_level(clause)
        if level:
            return level
        if self.fact == "secure_authentication" and not any(
            "autent" in word for word in reading.words(topic.start, topic.end)
        ):
            return ""
        if "ja" in after:
            return "yes"
        alone = len(reading.clauses) == 1 and topic.end - topic.start == clause.end - clause.start
        company = any(mark.name.split(":")[0] != self.fact for mark in reading.topics)
        asked = reading.asked == self.fact
        return "yes" if reading.opens_note(topic) and (asked or (company and not alone)) else ""

    def _bare_level(self, clause: Clause) -> str:
        """ "Betydelig." or "niveau lav" as a note of its own."""
        levels = [mark for mark in self.reading.named("level") if clause.start <= mark.start < clause.end]
        if self.fact != "secure_authentication" or not levels or not self.reading.is_bare(levels[0]):
            return ""
        return "no" if self.reading.units[levels[0].end - 1].norm == "lav" else "yes"

    def _first(self, start: int, end: int, name: str) -> Mark | None:
        marks = [mark for mark in self.reading.named(f"{self.fact}:{name}") if start < mark.end <= end]
        return marks[0] if marks else None

    def _has(self, start: int, end: int, name: str) -> bool:
        return any(start < mark.end <= end for mark in self.reading.marks.get(f"{self.fact}:{name}", []))
