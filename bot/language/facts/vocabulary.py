"""Words that several rules share: word classes for the phrase tables, compounds, short forms, cues of clauses."""

from __future__ import annotations

from bot.language.facts.word_set import word_set

#: Named word classes, for use as ``$NAME`` in a phrase.
CLASSES = {
    "BE": "er|bliver|blev|udgør",
    "HAVE": "har|fik|får|fået",
    "WE": "vi|jeg|os|mig",
    "ART": "en|et|ét|én|nogen|noget",
    "THEY": "de|den|han|hun|kommunen|kommunerne|regionen|regionerne|styrelsen|styrelserne|ministeriet|ministerierne"
    "|departementet|direktoratet|myndigheden|myndighederne|kunden|kunderne|kundens|forvaltningen|institutionen|tilsynet|staten",
    "SYSTEM": "systemet|system|itsystem*|løsningen|løsning|portalen|portal|platformen|platform|tjenesten|tjeneste"
    "|appen|app|applikation*|fagsystem*|selvbetjening*|siden|websted*|hjemmeside*|*løsning|*løsningen|*system"
    "|*systemet|*portal|*portalen|*platform|*platformen|*tjeneste|*tjenesten|produktet|softwaren|software|det|den",
    "THING": "systemet|system|itsystem*|løsningen|løsning|løsninger|systemer|portalen|portal|portaler|platformen"
    "|platform|tjenesten|tjeneste|appen|app|applikation*|fagsystem*|selvbetjening*|*løsning|*løsningen|*system"
    "|*systemet|*portal|*portalen|*platform|*platformen|*tjeneste|*tjenesten|produktet|softwaren|software|tjenester",
}

#: Compounds that people write apart, by their first three letters (what the look-up needs).
_COMPOUND_STEMS = (
    "itsystemudbyder", "systemudbyder", "itsystemleverandør", "itleverandør", "driftsleverandør", "underleverandør",
    "softwareleverandør", "itsystem", "multitenant", "multitenantleverandør", "mitidbroker", "mitiderhverv",
    "subbroker", "underbroker", "myndighedsopgave", "myndighedsudøvelse", "offentligretlig", "offentligtretlig", "brugerorganisation",
    "nemlogin", "virksomhedsform", "selskabsform", "primærkommune", "enkeltmandsvirksomhed", "enkeltmandsfirma",
    "enkeltmandsejet", "aktieselskab", "anpartsselskab", "interessentskab", "kommanditselskab", "partnerselskab",
    "iværksætterselskab", "andelsselskab", "kommanditaktieselskab", "menighedsråd", "rettighedsstyring",
    "brugerrettigheder", "brugerrettighedsstyring", "singlesignon", "singlelogon", "underskrift", "personnummer",
    "cprnummer", "cvrnummer", "pnummer", "cprnumre", "sikringsniveau", "tjenesteudbyder", "dataansvarlig", "fuldmagt",
    "erhvervsfond", "medlemsforening", "boligforening", "brancheforening", "ikkeerhvervsdrivende", "selvejende",
    "udenlandsk", "erhvervsdrivende", "statslig", "digitalsignatur", "esignatur",
)  # fmt: skip
COMPOUNDS: dict[str, tuple[str, ...]] = {
    head: tuple(stem for stem in _COMPOUND_STEMS if stem.startswith(head)) for head in {s[:3] for s in _COMPOUND_STEMS}
}

#: Colloquial and short spellings, and the spelling the tables use.
SHORT_FORMS = {
    "ik": "ikke", "ikk": "ikke", "ikk'": "ikke", "ej": "ikke", "itte": "ikke", "ku": "kunne", "ska": "skal",
    "ka": "kan",
    "vil'": "vil", "sku": "skulle", "sgu": "jo", "ha": "have", "bli": "blive", "sæl": "selv", "sel": "selv",
    "er'": "er",
    "logind": "login", "frivilig": "frivillig", "ervhervsdrivende": "erhvervsdrivende", "erhvervsdrivene": "erhvervsdrivende",
    "ssso": "sso",
    "orga": "organisation", "org": "organisation", "brugerorg": "brugerorganisation", "jep": "ja", "jeps": "ja",
    "jo": "jo", "joh": "ja", "jaja": "ja", "yes": "ja", "jada": "ja", "jow": "ja", "jaeh": "ja", "joeh": "ja",
    "japs": "ja", "nix": "nej", "næ": "nej", "næh": "nej", "nææ": "nej", "niks": "nej", "nope": "nej", "naj": "nej",
    "nej": "nej", "neej": "nej", "vores'": "vores", "vor": "vores", "vort": "vores", "vore": "vores",
    "ihvertfald": "hvertfald",
    "multitenent": "multitenant", "multitennant": "multitenant", "multitenancy": "multitenant", "saasløsning": "saas",
    "saasplatform": "saas", "saassystem": "saas", "saasleverandør": "saas", "mitidbrokere": "brokere",
    "singelsignon": "sso",
    "singlesignon": "sso", "singlelogon": "sso", "komune": "kommune", "komunen": "kommunen", "myndihed": "myndighed",
    "styrlse": "styrelse", "regjon": "region", "fåt": "fået", "feks": "fx", "imellem": "mellem",
    "udbydder": "udbyder",
    "brooker": "broker", "singering": "signering", "menighedsrådene": "menighedsråd", "høre": "hører",
    "pt": "aktuelt",
    "erverv": "erhverv", "betydlig": "betydelig", "levrandør": "leverandør", "hva": "hvad", "de'": "det",
    "sta": "sta", "m/": "m", "ifølge": "ifølge",
}  # fmt: skip

#: Cues of a clause: what it does to the facts named in it.
CUES: dict[str, tuple[str, ...]] = {
    "negation": (
        "ikke", "ingen", "intet", "aldrig", "uden", "hverken", "næppe", "ingenlunde", "ingenting", "nul", "nej",
        "undtagen|udenom", "langtfra", "fri for", "slipper for", "modsat", "heller",
    ),
    # Negations in form only.
    "no_negation": (
        "ny og nej",
        "ikke kun", "ikke bare", "ikke alene", "ikke blot", "ikke mindst", "ikke sandt", "uden tvivl", "ikke i tvivl",
        "ingen tvivl", "ikke bange", "ikke længe", "ikke så", "ikke også", "ikke andet", "ikke mere end",
        "hverken mere",
        "ikke mere", "ikke ret", "ikke særlig", "uden problemer", "intet problem",
    ),
    "doubt": (
        "ved ..2 ikke", "ved jeg|vi|du ..2 ikke", "ved ingen", "ingen ..4 ved", "ved vi|jeg først", "vides ikke",
        "aner ..3 ikke",
        "ingen anelse", "ingen ide|idé|idee", "ingen der ..1 ved", "usikker|usikre|usikkert",
        "ikke ..1 sikker|sikre|sikkert", "ikke ..2 sikker på|om",
        "på ingen måde sikker|sikre", "i tvivl", "i tvilv",
        "uafklaret|uafklarede|ubesluttet|uvist|uklart|uklar|ukendt",
        "ikke ..2 afklaret|afklarede|enige|besluttet|beslutet|afgjort|fastlagt|bestemt|vedtaget|klarlagt|undersøgt|fundet|taget",
        "taget stilling", "tages stilling", "uenige om", "ikke ..2 enige", "kommer an på", "afhænger af", "strides",
        "tør ..3 ikke", "tør ..2 ikke skrive under på", "ikke aner|ved", "tør jeg|vi|ingen", "der ..1 tør sige",
        "ikke svare på", "kan ..2 ikke ..1 gennemskue", "ikke gennemskue",
        "gennemskuer ikke", "ikke ..1 klar|klare over", "ikke ..1 klog på", "ikke ..1 svare", "ikke til at sige",
        "ikke sige",
        "ikke fortælle", "ingen kan fortælle|sige|svare", "ingen ,? der|som ..2 svare|sige|fortælle|afgøre",
        "til drøftelse|debat|diskussion", "under drøftelse", "svært at sige", "svært at afgøre|vurdere",
        "må ..3 svare på",
        "må ..3 afgøre", "må ..3 vurdere", "må ..3 hitte|finde ud af", "hitte ud af", "undersøger vi|jeg",
        "undersøge om",
        "undersøges", "undersøger ..2 stadig", "har ..2 ikke tjekket|undersøgt|spurgt", "skal ..2 spørge",
        "må ..2 spørge",
        "skal ..5 undersøge|undersøges|afgøre|vurdere|vurderes|afklares|tage stilling",
        "må ..2 undersøge|tjekke|spørge|afklare|vende tilbage", "ikke ..1 styr på",
        "skal ..2 have undersøgt|afklaret|tjekket", "skal ..3 høre|hører", "vil ..3 høre|hører", "skal tjekke",
        "skal lige tjekke", "mangler ..2 afklaring", "mangler ..3 at afklare|afgøre|beslutte",
        "afventer ..3 svar|afklaring|vurdering|beslutning|udtalelse", "glemt", "delte meninger",
        "venter ..2 på svar",
        "venter ..2 på afklaring", "står ..1 åbent", "åbent spørgsmål", "stadig åbent", "kendes ikke",
        "kender ..2 ikke", "kender ikke",
        "husker ..2 ikke", "ikke ..2 huske", "ikke ..2 i hovedet", "helt blank", "blank", "måske", "muligvis",
        "både ja og nej",
        "diskuterer", "diskuteres", "først efter", "finder ud af", "til afklaring", "under afklaring",
        "mangler ..3 risikovurdering*",
        "har ..2 ikke forstand på", "ikke ..2 overblik", "tvivler", "tvivlsomt", "i vildrede", "ikke ..1 vished",
        "ved ingen", "ingen ..4 ved",
        "ikke ..2 styr på om", "ikke ..2 noget om", "spørg", "uvis",
        "står hen",
        "snakker frem og tilbage", "ikke ..2 placere", "lurer på", "ikke ..2 gennemskuet", "ikke ..2 regnet ud",
        "ikke ..2 på det rene",
        "ikke ..1 finde ud af", "ikke ..2 hitte rede", "ved hverken",
        "ved|gang ..2 at vurdere|undersøge|afklare|afgøre", "ikke ..3 svaret", "mangler ..2 svar", "vil finde ud af",
        "ved|prøver|gang at finde ud af", "ikke ..2 gjort op",
        "bølgerne ..1 højt", "ikke ..2 nået ..2 enighed", "der ..1 tvivl om", "ved at kigge på", "mangler ..5 bekræftet",
        "aldrig ..2 styr på|undersøgt|tjekket|afklaret|besluttet", "ikke ..2 få|fået ..4 svar",
        "må jeg|vi ..2 undersøge|tjekke|spørge", "og vurderer|undersøger|overvejer|afklarer", "ingen ..1 aner", "rod i",
        "stadig ..3 vurderer|undersøger|afklarer|diskuterer|overvejer",
        "jurist*|advokat* ..4 vurderer|undersøger|afklarer",
        "pas", "skændes", "ikke ..3 skarp|skarpe på", "bar bund", "svæver", "sat på|til at afgøre|vurdere|undersøge",
        "skal ..3 tjekkes|afklares|undersøges|drøftes", "men ikke om|hvorvidt vi|jeg|det|der|den|systemet|løsningen",
        "afventer ..4 advokat*|jurist*|revisor*|bestyrelsen|ledelsen|direktionen|ministeriet|høring|tilbagemelding",
        "blankt", "ved ..3 intet|ingenting om", "ved jeg|vi intet|ingenting", "i det uvisse", "hænger ..2 i luften",
        "skal ..3 bekræftes", "skal|vil ..5 have ..1 bekræftet", "mangler ..3 bekræftelse", "ikke ..2 bekræftet",
        "ubekræftet", "kan ingen ..3 svare|sige|fortælle|huske|gennemskue|forklare|vurdere",
        "ingen ..3 svare|sikker|sikre|overblik|styr|rede|klarhed|vished", "ikke ..2 lagt ..1 fast",
        "drøftes", "drøfter ..2 stadig", "til diskussion", "ikke ..2 rede på|klarhed", "oppe at vende",
        "må|skal jeg|vi ..3 slå ..1 op", "et godt spørgsmål", "må|skal tiden vise", "ikke ..2 kloge på",
        "advokaten|juristerne|juristen|jurister ..2 kigger|ser|sidder|vurderer", "ligger ..2 hos ..2 jurist*|advokat*",
    ),
    "no_doubt": (
        "sikker autentifikation*|autentificering*|authentication|login", "ikke i tvivl", "ikke ..1 i tvivl",
        "ingen tvivl", "uden tvivl", "ikke usikker|usikre", "ved vi godt", "pas på", "pas ..1 til"),
    "no_meta": (
        "ind|under|op|inden|opfylder|passer ..3 definition*", "ligger ..3 definition*"),
    "past": (
        "var", "stod", "havde", "hed", "ejede", "troede", "plejede", "dengang", "indtil", "førhen", "engang",
        "i sin tid",
        "tidligere", "oprindelig|oprindeligt", "udbød", "rådgav", "drev", "udførte", "løste", "leverede",
        "krævede", "dengang",
        "brugte", "har ..1 været", "forrige", "gamle dage", "i starten", "i begyndelsen", "til at begynde med",
        "før i tiden",
    ),
    # What has been so for some time, or not yet, is so now.
    "lasting": (
        "har ..3 været ..6 i|gennem|igennem et|flere|mange|nogle|adskillige|to|tre|fire|fem|seks|syv|otte|ni|ti|# ..2 år|måneder|uger",
        "har ..3 været ..6 siden|længe|endnu", "har i|gennem|igennem ..3 år ..1 været", "har længe været",
    ),
    "no_past": ("indtil videre", "før eller siden", "som tidligere nævnt", "forrige år|måned|uge|sommer|vinter|efterår|forår"),
    "before": ("før", "forhen"),
    "no_before": ("før jul|påske|pinse|nytår|sommer*|ferien|vinterferien|efterårsferien",),
    "present": ("er", "har", "skal", "nu", "udbyder", "ejer", "kan", "bruger", "udfører", "har altid været"),
    "future": (
        "bliver lavet om", "blive", "bliver omdannet", "skifter", "fusionerer", "overvejer", "vil ..1 være",
        "kunne ..1 være", "engang ..2 fremtid*",
        "fremtiden", "på sigt", "drømmer", "planlægger", "omdannes", "burde", "gerne være", "håber", "ville",
        "vil blive", "kunne blive",
        "kommer til at", "skulle blive", "næste år", "en dag",
    ),
    "condition": (
        "hvis", "vis det|vi|jeg|man|der|den|de|systemet|løsningen",
        "såfremt", "ifald", "sæt", "antage|antager at", "lad os antage|sige|lege", "hypotetisk*", "sige at vi", "medmindre",
        "forudsat", "antag", "antaget", "lad os sige", "sæt nu",
        "forestil*", "forstil*",
        "hvis nu", "i tilfælde af", "tænk hvis", "uanset om", "hvad enten", "uanset",
    ),
    "denying_verb": (
        "mener|tror|synes|siger|vurderer|anser|kalder|regner ..1 ikke", "tror|mener vi|jeg ikke",
        "ikke ..1 mener|tror",
        "det er ikke sådan", "passer ikke", "det er forkert", "forkert at", "tværtimod",
    ),
    "other": (
        "en anden ..1 virksomhed|leverandør|firma|organisation|part|myndighed",
        "et andet ..1 firma|selskab|bureau|ministerium", "tredjepart*",
        "kunde|kunden|kunder|kunderne|kundens|kundernes|*kunde|*kunden", "moderselskab*", "datterselskab*",
        "søsterselskab*",
        "søsterorganisation*", "konkurrent*", "nabo*", "bekendt", "ven|veninde|kammerat", "samarbejdspartner*",
        "ejer|ejeren|ejerne",
        "leverandøren|leverandørerne|leverandørens",
        "vores ..1 leverandør|itleverandør|driftsleverandør|broker|udbyder",
        "vores *leverandør", "driftsleverandør*", "softwarehuset|bureauet|konsulenten", "hun|han|hende|ham|hendes",
        "fætter",
        "andre|andres", "den anden", "deres|hans|hendes ..1 løsning|system|portal|platform|app|hjemmeside|tjeneste|it", "koncern*",
        "ejet af", "kmd|netcompany|systematic",
        "mange|nogle|flere|alle kommuner|regioner|styrelser|virksomheder",
        "min|mit|mine ..1 kone|mand|mor|far|søn|datter|søster|bror|svoger|fætter|kusine|kæreste|forrige|gamle|tidligere",
        "min|mine|vores ..1 svigerinde|svigerfar|svigermor|svigersøn|svigerdatter|genbo|revisor|bank|advokat",
        "mine|vores brugere|kunder|medlemmer|ansatte",
    ),
    "generic": (
        "man", "i skriver|siger|kræver|har|mener", "der står ..2 siden", "jeres side|hjemmeside", "det oplyste",
        "private som udgangspunkt", "hvorfra|hvortil", "offentligretlige organer er|skal|forpligtede"),
    "own": ("vi", "jeg", "os", "vores", "mig", "min", "mit"),
    # A clause about the word itself says nothing about those who use it.
    "meta": (
        "begreb*", "ordet", "udtryk*", "definition*", "definere*", "betyder|betyde|betød", "forklar*", "forstå*",
        "forskel*", "hedder ..2 på",
        "eksempel*", "eksempler", "kriteri* for hvornår", "slå ..2 op", "læst", "læser", "nævner", "nævnes",
        "skrev i", "handler ..1 om", "artikel*", "lovtekst*", "menes", "betydning*", "beskriv*",
        "i jeres forstand", "udelukker", "taler imod", "betegnelse*", "googl*", "info*", "hjælp ..2 med",
    ),
    "correction": (
        "alligevel", "rettelse", "mente", "mener jeg", "jeg mener", "undskyld", "nej vent", "vent",
        "eller rettere", "rettere", "korrektion",
        "det er forkert", "jeg skrev forkert", "sagde forkert", "tog fejl", "fejl", "retter", "men nu", "nu er vi",
        "og nu", "i virkeligheden",
        "nej jo", "passer ikke", "nej altså", "eller nej", "sagde|skrev ..1 før",
    ),
}  # fmt: skip

#: Words that open a clause of their own.
SUBJECTS = word_set(
    "vi jeg det der de den man vores min mit dette disse han hun ingen nogen systemet løsningen portalen "
    "platformen kunden kunderne kommunen kommunerne regionen styrelsen myndigheden myndighederne ministeriet "
    "borgerne brugerne organisationen virksomheden selskabet firmaet kravet medlemmerne leverandøren"
)
QUESTION_WORDS = word_set(
    "hvad hvem hvordan hvorfor hvornår hvilke hvilken hvilket hvorledes hvis's hvormed hvornår hvorhenne hvoraf"
)
VERBS = word_set(
    "er var bliver blev har havde får fik skal skulle kan kunne må måtte vil ville gælder kræver kræves udbyder "
    "ejer driver drifter bygger koder udfører udføres træffer træffes bør behøver findes tæller hører regnes "
    "leverer ligger står stod bruger mangler ønsker opretter laver hjælper ved tror mener siger sidder arbejder "
    "kommer hedder skriver ringer repræsenterer sælger udvikler rådgiver formidler varetager løser behandler "
    "administrerer kører stiller skulle sender passer passer vedligeholder hoster underskriver logger handler "
    "deler tilbyder udvider udgør kalder kaldes opfylder findes betaler støtter styrer ender hælder retter sætter "
    "tager taster gør aner kender husker udbydes afgøres håndterer foregår ejes spørger vurderer fungerer "
    "udøver udøves bruges benyttes anvendes registrerer undrer undres optræder anses betragtes beder bestemmer"
)
FINITE_FIRST = word_set(
    "er var bliver har får skal kan må vil gælder kræver kræves bør behøver findes tæller hører regnes udgør "
    "betyder udfører kunne skulle ville bruger mangler betaler falder har"
)
FILLERS = word_set(
    "og men så ja nej altså hej hejsa jo tak goddag øh øhm hmm dag eller samt for derfor desuden og/eller nu "
    "godmorgen godaften mojn halløj dvs fx også derudover"
)
