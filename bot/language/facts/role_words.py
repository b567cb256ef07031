"""The words for roles: the nouns that name them, and the statements that give one without its name."""

from __future__ import annotations

_PROVIDER = "itsystemudbyder|systemudbyder|udbyder|tjenesteudbyder"
_SUPPLIER = (
    "leverandører|itleverandører|leverandør|itleverandør|underleverandør|itsystemleverandør|softwareleverandør|"
    "leverandøren|itleverandøren"
)
_MANY = "kommuner|kommunerne|regioner|regionerne|styrelser|styrelserne|myndigheder|myndighederne|ministerier|kommuners"
_CLIENT = (
    "kunde|kunden|kunder|kommune|kommunen|region|regionen|styrelse|styrelsen|ministerium|ministeriet|myndighed|myndigheden|tjenesteudbyder|boligforening|havn|"
    "direktorat|departement|*styrelsen|*ministeriet|arbejdstilsynet|skole|forsyning"
)
_DOES = (
    "bygger|koder|drifter|drifte|udvikler|hoster|vedligeholder|konfigurerer|"
    "konfigurere|implementere|programmere|servicere|opsætter|integrerer|programmerer|implementerer|driver|retter|hjælper|rådgiver|bistår|servicerer"
)

#: Nouns that name the role: they need "vi er", "som" or telegram style round them.
NOUNS: dict[str, tuple[str, ...]] = {
    "system_provider": (_PROVIDER,),
    "supplier": (_SUPPLIER,),
    "multi_tenant_supplier": (
        "multitenant",
        "multitenant leverandør|udbyder",
        "multitenantleverandør",
        "multitenantudbyder",
    ),
    "broker": ("broker", "mitidbroker", "godkendt broker"),
}
#: Statements that give the role without its name.
CLAIMS: dict[str, tuple[str, ...]] = {
    "system_provider": (
        "ejerskabet ligger ..1 hos os", "ejere|ejer af $SYSTEM", "lægger ..1 navn til",
        "$SYSTEM står i vores navn", "$SYSTEM er vores", "os ,? der har ansvaret for $SYSTEM",
        "selv ansvarlige for $SYSTEM", "står selv som udbyder", "står ..2 som udbyder", "$SYSTEM er ..2 vores og",
        "udbyde* ..4 i vores eget navn",
        "vi|jeg ..2 udbyder", "udbyder vi|jeg", "som vi ..2 udbyder", "der ..1 udbyder $SYSTEM ..1 selv",
        "udbyder ..3 i eget navn", "i eget navn",
        "vi ejer", "vi ..2 ejer ..2 $SYSTEM", "ejer vi", "vi ..1 ejer", "os selv? ,? der|som ..2 ejer|udbyder",
        "os selv ,? der", "os ,? der|som ..1 står bag",
        "ejer ..2 $THING|det|skidtet",
        "dataansvarlige for ..3 $SYSTEM", "vi ..3 dataansvarlige|dataansvarlig",
        "os selv? ,? der|som ..2 dataansvarlig*", "dataansvarlige for eget",
        "står ..2 bag $SYSTEM", "$SYSTEM er ..2 vores eget|egen|egne", "er vores eget ..1 $SYSTEM",
        "vores egen|eget ..1 $THING", "har ..2 eget|egen $THING", "vi ..1 ejer ..3 $THING",
        "med eget $THING ..2 eget navn", "egen|eget $THING ,? og? eget navn", "udbudt|drevet af os",
        "egen|eget $THING", "er selv udbyder", "selv udbyder", "tilhører os",
        "vi står som udbyder", "udbydes i eget navn", "$SYSTEM tilhører os",
        "ejes af os", "udbydes af os", "vi ..2 udbyder selv", "er vores ejendom",
                "udbyder|ejer $SYSTEM ..1 selv", "udbyder selv", "selv ..1 udbyder|ejer", "selv udbyde",
        "udbyder ..1 en|et|vores ..2 $THING",
    ),
    "supplier": (
        "systemintegrator",
        "kunden|kunderne|kommunen|kommunerne|regionen|styrelsen|ministeriet|myndigheden ,? der|som ..1 ejer|udbyder ..1 $SYSTEM",
        f"det er {_CLIENT} ,? der|som ..1 ejer|udbyder ..2",
        f"leverer ..3 $SYSTEM ..2 til ..3 {_CLIENT} ,? som|der ..1 ejer|udbyder",
        f"{_DOES}|leverer|laver|driften ..4 $SYSTEM ,? som ..2 {_CLIENT} ..2 ejer|udbyder|have|bestilt",
        f"løsningen|systemet|portalen tilhører {_CLIENT}", f"$SYSTEM ,? som|der? ejes ..1 af ..2 {_CLIENT}",
        f"{_DOES} ..6 for ..4 {_CLIENT}", f"{_DOES} ..4 {_CLIENT}", "på bestilling for|af",
        f"konsulent*|rådgiver*|rådgivere ..2 for ..3 {_CLIENT}", f"{_DOES} ..3 kundens",
        "kundens ..2 $THING ..4 vi", "bistå|bistår ..3 tjenesteudbyder*",
        "region|kommune ..2 ejer ..1 $SYSTEM",
        "kunden|kunderne|kommunen|de|havnen|regionen|styrelsen|myndigheden ..1 ejer ..1 $SYSTEM|den|det|skidtet",
        "hver|hver kunde|kommune|region|myndighed|styrelse ..3 egen|eget ..2 $THING|installation|instalation*",
        f"sætter ..3 op for ..3 {_CLIENT}",
        "bedt os ..2 bygge|udvikle|lave ..6",         f"bygget|udviklet|lavet ..5 for|til ..2 {_CLIENT}",
        f"hyret ..3 af|hos|som ..4 {_CLIENT}", "konsulenter for", f"hyret|hyrede|sat til at ..7 for ..2 {_CLIENT}",
        f"driften|udviklingen for ..2 {_CLIENT}", f"hjælpe ..4 {_CLIENT} med ..5",
        "installation per|pr kunde", f"laver ..3 $THING ..3 for ..3 {_CLIENT}|dem",
    ),
    "multi_tenant_supplier": (
        f"saas ,? ..4 {_MANY}", f"{_MANY} ,? ..2 fælles|samme|én ..1 $THING|installation|instans",
        f"samme ..1 $THING til|for ..4 {_MANY}", f"fælles for ..3 {_MANY}",
        f"{_MANY} kører|ligger ..2 på ..2 samme|fælles|én", f"delt ..1 $THING|installation|instans ..4 {_MANY}",
        f"$THING ..2 deles ..1 af ..4 {_MANY}",
        f"saas ..6 {_MANY}", f"saas ,? som|der ..4 {_MANY}", f"saas ..1 $THING ,? som|der ..4 {_MANY}",
        f"{_MANY} ..5 saas", f"$THING ,? som ..3 {_MANY} deler|bruger", f"fælles ..1 $THING ,? ..8 {_MANY}",
        f"{_MANY} bruger|benytter ..2 fælles|samme $THING",
         f"saas ..5 {_MANY}",
         f"fælles|samme|én|et|en|ét ..1 fælles ..2 $THING|løsning|instans|installation ..8 {_MANY}",
        f"fælles ..1 $THING|installation|instans ..8 {_MANY}",
        f"samme ..1 $THING|installation|instans ..8 {_MANY}", f"én|ét|een $THING|installation|instans ..8 {_MANY}",
        f"{_MANY} ..2 på|i|bruger|deler samme|fælles ..1 $THING|installation|instans",
        f"{_MANY} på én|samme|en ..1 $THING|installation|instans", f"{_MANY} deler ..4 $THING|instans|installation",
        f"$THING ..4 {_MANY} deler", f"{_MANY} ..6 én|ét ..2 fælles $THING",
        f"$THING bruges|deles af ..4 # {_MANY}", f"$THING ..5 deles af ..4 {_MANY}", f"én ..1 $THING ..6 {_MANY}",
    ),
    "broker": (
        "formidler login for andre ..2 som broker", "kalder os broker", "driver ..2 broker*", "optræder som broker"),
}  # fmt: skip

TABLES: dict[str, tuple[str, ...]] = {
    **{f"role:{value}": phrases for value, phrases in NOUNS.items()},
    **{f"role_claim:{value}": phrases for value, phrases in CLAIMS.items()},
    "role_sub_broker": ("subbroker*", "underbroker*", "sub broker*"),
    "role:topic": (
        "rolle|rollen|roller", "hvilken rolle", "eget navn", "hvor vi hører til",
        "udbyder eller|eller ..1 leverandør", "leverandør eller ..2 udbyder*",
        "broker eller multitenant", "leverandør ..6 eller ..3 udbyder*",
    ),
    "role_lead": (
        "vi|jeg ..3 er|bliver", "er|bliver vi|jeg", "som", "er ..3", "egenskab af", "rolle|rollen ..1 er",
        "rollen som", "kalder", "rolle|rollen :|=", "rolle som",
        "kalder ..1 os|mig", "står som", "er", "står ..3 som", "kalder en",
        "fungerer|optræder|agerer|arbejder ..1 som",
    ),
    "role_void": (
        "skift* ..4 leverandør*", "valg* ..5 broker*|leverandør*", "vælge* ..4 broker*|leverandør*",
        "vores|jeres|anden|andre|deres|ny|nye|alle|egen|godkendte|andre leverandør*|itleverandør*|broker*|brokere|udbyder*",
        "tilknytte* ..5", "registreres som", "oprettes som", "tilsluttes som", "vil ..2 være", "skal ..1 være",
        "kan ..3 være", "uden at være", "uden også at være", "må ..2 være",
        "kræver ..2 broker", "bruge ..3 broker", "blive|bliver godkendt", "hører ..3 til som",
        "finde ..3 leverandør*", "hyre*", "udbyder eller", "leverandør eller", "broker eller",
    ),
}  # fmt: skip
