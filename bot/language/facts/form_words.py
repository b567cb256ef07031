"""The words for company forms: CVR codes, names, short names, and what leads to them in a sentence."""

from __future__ import annotations

#: Where a form is registered: there also a bare *fond* or *forening* is one.
_REGISTER = "cvr|virk|registret|registeret|cvrregistret|cvrregisteret|virksomhedsregistret|virksomhedsregisteret"
_IN_REGISTER = f"ifølge|iflg|jf|i|på {_REGISTER}"
#: Code of the form and the words that name it.
FORMS: dict[str, tuple[str, ...]] = {
    "250": ("kommune", "kommunen", "primærkommune*", "*kommune", "*kommunen"),
    "245": ("region", "regionen"),
    "230": (
        "styrelse", "styrelsen", "*styrelse", "*styrelsen", "ministerium", "ministeriet", "*ministerium",
        "departement", "departementet",
        "direktorat", "direktoratet", "*direktorat", "statslig ..1 myndighed", "statslig enhed",
        "statslig administrativ enhed", "statslig styrelse",
        "statslige myndigheder", "statsmyndighed",
    ),
    "60": ("a/s", "aktieselskab*", "børsnoteret aktieselskab*", "et ..3 as"),
    "80": ("aps", "anpartsselsk*", "anpartselsk*", "ap/s"),
    "30": ("i/s", "interessentskab*"),
    "40": ("k/s", "kommanditselskab*"),
    "70": ("p/s", "partnerselskab*", "kommanditaktieselskab*"),
    "10": ("enkeltmandsvirks*", "enkeltmandsfirma*", "enkeltmandsejet ..1 virksomhed|firma", "enkeltmandsselskab*", "enkelmand*",
    "enkeltmandsbiks", "enmandsfirma*", "enmandsvirksomhed*"),
    "15": ("personligt ejet mindre virksomhed", "personlig ejet mindre virksomhed"),
    "20": ("dødsbo",),
    "45": ("medarbejderinvesteringsselskab*",),
    "50": ("partrederi*", "partsrederi*"),
    "95": ("trust",),
    "81": ("iværksætterselskab*", "ivs"),
    "90": (
        "fonde og andre selvejende institutioner", "almennyttig ..1 fond", "ikkeerhvervsdrivende fond",
        "fond ikke ..1 erhvervsdrivende", "fond ,? men|altså|dog|og? ikke ..2 erhvervsdrivende*",
        "fond ,? men|altså|dog|og? ikkeerhvervsdrivende", "fond ,? men|og? vi|den|som? driver ..2 ikke erhverv",
        "ikke erhvervsdrivende fond", "fond ,? men? ikkeerhvervsdrivende", "fond som|der ikke er erhvervsdrivende",
        "fond|fonden er ikke ..1 erhvervsdrivende", "fond|fonden er ikkeerhvervsdrivende",
    ),
    "100": ("erhvervsdrivende fond", "erhvervsfond*", "erhvervsdrivende fonde"),
    "115": ("frivillig forening", "frivillig ..1 forening"),
    "130": ("andelsselskab*", "andelsforening*"),
    "140": ("amba", "andelsselskab* med begrænset ansvar"),
    "150": ("forening eller selskab med begrænset ansvar",),
    "151": ("smba", "selskab med begrænset ansvar"),
    "152": ("fmba", "forening med begrænset ansvar"),
    "160": ("europæisk økonomisk firmagruppe", "eøfg"),
    "170": ("filial af ..1 udenlandsk* aktieselskab*", "filial af ..2 aktieselskab*", "filial af ..2 a/s"),
    "180": ("filial af ..2 anpartsselskab*", "filial af ..2 aps"),
    "190": ("filial af ..1 udenlandsk* virksomhed med begrænset ansvar",),
    "195": ("sce", "sce selskab", "sceselskab", "europæisk andelsselskab"),
    "196": ("filial af ..2 sce ..1", "filial af ..2 sceselskab"),
    "200": ("filial af ..1 anden ..1 virksomhedsform*", "filial af ..1 udenlandsk* virksomhed*|selskab|firma"),
    "210": ("anden udenlandsk virksomhed*", "udenlandsk virksomhed"),
    "220": ("fast forretningssted ..4",),
    "290": ("se selskab", "seselskab", "europæisk selskab"),
    "291": ("filial af ..2 se selskab", "filial af ..2 seselskab"),
    "520": ("grønlandsk afdeling ..4",),
    "235": ("selvstændig ..1 offentlig virksomhed", "selvstændige offentlige virksomheder"),
    "240": ("amtskommune",),
    "260": (
        "folkekirkelig institution", "folkekirkelige institutioner", "menighedsråd", "menighedsrådet",
        "*menighedsråd", "provsti", "provstiet", "*provsti",
        "kirkelig institution under folkekirken",
    ),
    "270": ("enhed under oprettelse",),
    "280": ("øvrige virksomhedsform*", "øvrig virksomhedsform*", "øvrige virksomheds former"),
    "285": ("særlig finansiel virksomhed",),
    "other": (
        "privat* ..2 virksomhed*|firma*|leverandør*|selskab|aktør|organisation|udbyder|bureau|erhverv|forretning",
        "privatejet*", "private", "privat ejet", "privat *virksomhed",
        "privat *firma", "privat *leverandør", "privat softwarehus", "kommerciel ..1 virksomhed|aktør",
    ),
    "none": (
        "hverken ..9 region ..3 kommune", "hverken ..3 ,? ..2 region ,? ..2 kommune",
        "hverken ..2 kommune ,? ..2 region ,? ..3 stat*|styrelse",
        "hverken ..2 region ,? ..2 kommune ,? ..3 stat*|styrelse",
        "hverken ..2 kommune ,? ..2 stat*|styrelse ,? ..2 region", "ikke ..5 af de tre offentlige former",
        "ingen af de tre ..2 former|virksomhedsformer",
        "uden for|udenfor de tre ..2 former|virksomhedsformer",
        "ikke under nogen af de tre ..2 former|virksomhedsformer", "ingen af de tre offentlige",
        "ikke ..5 af de tre ..2 former|virksomhedsformer", "ingen af de tre",
    ),
    "registered": (
        "registreret forening", "registreret os|mig som ..2 forening",
        "form|virksomhedsform|selskabsform :|= forening",
        "cvr ..6 forening", "virk ..6 forening", "virksomhedsform* ..3 forening", "forening ..6 virksomhedsform*",
        "registreret|står|ført ..3 som ..2 forening",
        "forening ,? ..4 cvr|virk", f"forening ,? {_IN_REGISTER}", f"{_IN_REGISTER} ..4 forening",
    ),
    "registered280": ("øvrige virksomhedsform* ..5 vores|cvr*|virk|papir*|udskrift*", "står ..3 øvrige virksomhedsform*",
        "vi|os ..6 øvrige virksomhedsform*", "øvrige virksomhedsform* ..6 os|vi"),
    "registered90": (
        "form|virksomhedsform|selskabsform :|= fond", "cvr ..8 selvejende institution", "virk ..8 selvejende institution",
        "virksomhedsform* ..4 selvejende institution", "selvejende institution ..5 virksomhedsform*",
        "registreret|står|ført|opført ..5 som ..2 selvejende institution", "selvejende institution ,? ..5 cvr|virk",
        "cvr ..6 fond", "registreret|står|ført ..4 som ..1 fond",
        "virksomhedsform* ..3 fond", f"fond|fonden ,? {_IN_REGISTER}", f"{_IN_REGISTER} ..4 fond",
        f"selvejende institution ,? {_IN_REGISTER}", f"{_IN_REGISTER} ..4 selvejende institution",
    ),
    "990": (
        "virksomhedsform* ..3 uoplyst", "virksomhedsform* : uoplyst", "uoplyst ..6 virksomhedsform*",
        "uoplyst virksomhedsform", "står ..3 uoplyst"),
    "code": ("virksomhedsform* ..3 #", "formkode* ..2 #", "form #", "selskabsform* ..3 #", "kode #"),
}  # fmt: skip

#: What the form may be called when it answers the question for it.
ANSWERS: dict[str, tuple[str, ...]] = {
    "90": ("fond", "selvejende", "selvejende institution", "selvejende institutioner", "s/i", "fonde"),
    "110": ("forening", "*forening", "foreninger", "for"),
    "60": ("as",),
    "230": ("stat", "staten", "statslig"),
    "280": ("øvrige", "øvrig"),
    "260": ("folkekirkelig", "kirkelig institution"),
    "100": (
        "erhvervsdrivende", "fond der|som driver erhverv", "fond ,|- ..1 erhvervsdrivende",
        "fond - erhvervsdrivende", "fond ,? den ..1 erhvervsdrivende", "erhvervsdrivende slags"),
    "10": ("enkeltmand",),
    "other": (
        "noget andet", "ingen af dem", "privat", "en anden form", "andet", "ikke nogen af de ..2",
        "noget helt ..1", "anden form", "noget helt fjerde"),
}  # fmt: skip

#: The register's short names. Some are also words ("kom", "for", "sov"): in free talk they count in capitals only.
SHORT_NAMES = {
    "kom": 250, "reg": 245, "sta": 230, "fon": 90, "efo": 100, "for": 110, "ffo": 115, "sov": 235, "fki": 260, "øvr": 280,
    "kas": 70, "enk": 10, "pmv": 15, "ivs": 81, "ans": 130,
    "fas": 170, "fap": 180, "par": 50, "tru": 95, "sma": 151, "fma": 152, "fiv": 285, "udl": 210, "amt": 240, "euo": 270,
}  # fmt: skip

#: What an organisation may call itself instead of "we".
_PLANTS = "*vandværket|*værket|*forsyningen|museet|*foreningen|fonden|*institutionen|efterskolen|højskolen|*selskabet"
_BODIES = (
    "*vandværk|*værk|*forsyning|museum|*forening|fond|*institution|*skole|*selskab|firma|virksomhed|organisation|"
    "foretagende|forretning|havn|bibliotek|gymnasium|klub|kollegium|teater|klinik|bureau|hospital|beredskab|kirke"
)
_TOPIC = (
    "virksomhedsform*", "selskabsform*", "hvilken form", "form vi har", "hvad vi er ..2 registreret",
    "hvilken slags ..2 virksomhed", "formen er", "hvad slags ..3 vi er",
)  # fmt: skip
TABLES: dict[str, tuple[str, ...]] = {
    **{f"company_form:{value}": phrases for value, phrases in FORMS.items()},
    **{f"form_answer:{value}": phrases for value, phrases in ANSWERS.items()},
    "company_form:topic": _TOPIC,
    "form_short": tuple(SHORT_NAMES),
    # Words of a verdict on their case, which is asked for and not stated: "bliver vi sat op som private".
    "form_verdict": (
        "sat op som", "regnes|regner|betragtes|klassificeret|klassificeres|kategoriseret|tæller|anses|behandles",
        "står vi som", "offentlig|offentlige eller ..3 privat|private",
        "privat|private eller ..3 offentlig|offentlige", "ser os som", "havner", "endte|ender", "og alligevel",
        "både ..2 private og", "først er vi",
    ),
    # "Broker. Privat." tells the form only when it is a note of its own beside other facts.
    "form_private": ("privat", "private"),
    "form_not": ("trust service*|framework*|list*|center|provider*|ramme*", "bestyrelse*", "*bestyrelse", "*bestyrelsen", "folkestyrelse*"),
    # What leads from "we" to the form.
    "is": (
        "vi|jeg er|bliver|blev|hører|udgør", "er|bliver|blev vi|jeg", "vi som", "os som", "som", "vi selv er",
        "vi jo er", "vi nu er", "vi også er", "er nemlig", "form|virksomhedsform|selskabsform :|=",
        "og|men selv",
        "vi|jeg ..2 er", "jeg|vi kommer fra", "jeg|vi ..1 fra",
        "arbejder|ansat|sidder|arbejde|ansatte|jobber|kommer ..5 i|hos|for|ved",
        f"selskabet|firmaet|virksomheden|organisationen|{_PLANTS} er", f"vores ..1 {_BODIES} er",
        "jeg|vi mente|mener",
        "det er", "her er", "jeg|vi har",
        "fuldmægtig|konsulent|chef|jurist|projektleder|kasserer|formand|sekretær|leder i", "registreret ..3 som",
        "står ..3 som", "ført som",
        "vi|jeg ..4 omdannet til", "omdannet vi|jeg ..2 til", "skriver|ringer|spørger ..1 for",
        "virksomhedsform* ..2 er", "formen er", "skriver|spørger|henvender ..3 på vegne af", "vi|her i|hos", "i",
        "vores|mit|min", "selv er",
        "kun er", "virksomhedsform*", "hedder", "ringer|skriver fra", "er",
        "altså", "driver", "har",
    ),
}  # fmt: skip
