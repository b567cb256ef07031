"""The phrases for services: their names, what wishes them, and what only looks like a wish."""

from __future__ import annotations

#: Words that name a service.
NAMES: dict[str, tuple[str, ...]] = {
    "login": (
        "pålogning", "logindel*", "loginfunktion*", "logge sig ind|på", "logges ..1 ind|på", "mitidlogin",
        "login", "loginet", "loginløsning", "log ind|in", "logge ..1 på|ind|in", "logger ..1 på|ind",
        "loge på|ind", "log på", "logon", "identificere sig", "logget ..1 på|ind",
        "bevise|vise|dokumentere|godtgøre ,? hvem de|han|hun|man", "legitimere sig", "give sig til kende",
        "identifikation af ..1 brugerne", "autentificere sig", "komme ind", "vise hvem de er", "adgang med mitid",
    ),
    "signing": (
        "underskriftsløsning*", "signeringsløsning*", "signeringsdel*", "underskrivning", "esign",
        "kvalificeret signatur", "digitale underskrifter",
        "signering", "signeringen", "signere", "signeres", "underskrift", "underskrifter", "underskrive",
        "underskrives", "underskriver", "underskriv*", "underskrifts*", "undeskri*", "skrive ..1 under",
        "skrives under", "skriver under",
        "esignatur*", "digital signatur", "esignering", "signeringsservice", "dokumentsignering",
        "digitalsignatur", "kontraktsignering", "sætte|sætter ..3 navn|underskrift under|på", "navnetræk",
        "have|ha|få|får ..5 underskrevet", "underskrevet digitalt", "skrevet under",
    ),
    "cpr": (
        "cprdata", "cproplysning*",
        "cpr", "cprnummer*", "cprnumre", "personnummer*", "personnumre", "cprnumrene", "cpropslag", "cprnr",
        "cprnumret", "cprservice"),
    "sso": (
        "singlesignon", "gå ..3 på tværs uden ..3 login|logge",
        "sso", "single signon", "single sign", "videre ..6 uden ..5 login|logge|logon|log",
        "uden ny|nyt|et|ekstra ..1 login", "slippe for at logge ..2 to gange",
        "slippe|slipper|fri for ..2 ny|nyt|nye|ekstra|flere ..1 login|logon",
        "slippe|slipper|fri for at logge ..3 igen|forfra", "fælles session ..2 tværs",
        "hoppe videre ..4 uden", "springe ..4 uden ..2 nyt login", "uden at logge ..3 igen|gang",
        "videre ..4 uden at blive spurgt ..1", "engangslogin", "uden at skulle ..3 logge ..2 på|ind på? ny|igen|forfra",
        "uden ..3 logge|logges ..2 på|ind ny|igen|forfra", "fra ..5 til ..5 uden ..4 login|logge|logon",
    ),
    "rights_management": (
        "styring af rettigheder", "rettighedsmodul*", "rettighedsløsning*", "styre ..4 rettigheder",
        "styre ,? hvilke rettigheder",
        "rettigheder", "rettighederne", "rettighedsstyring*", "rettighedstyring", "roller", "brugerrettighed*",
        "brugerrettighedsstyring", "rollestyring", "rettighedshåndtering", "retighedsstyring", "retigheder",
        "bestemme|styre|afgøre|angive ,? hvilke ..1 medarbejdere|ansatte|folk|kolleger", "bestemme|styre ,? hvem ..4 må",
        "give ..3 folk rettigheder", "tildele ..3 rettigheder|roller",
    ),
    "power_of_attorney": (
        "agere|agerer ..1 på ..3 vegne", "optræde på ..3 vegne", "fuldmagtsdel*", "repræsentere ..2 anden|andre",
        "fuldmagt", "fuldmagter", "fuldmagten", "fuldmagts*", "digital fuldmagt",
        "handle|handler ..4 for ..4 anden|andre|klient|virksomhed|klienter|forældre|mor|far|barn|hinanden|andet",
        "handle|handler ..1 på ..3 vegne",
        "ordne|klare|underskrive|gøre ..3 på ..3 vegne", "fuldmagtsløsning", "handle for sin ..1",
        "erhvervsfuldmagt*", "handle for",
    ),
}  # fmt: skip

ANSWERS: dict[str, tuple[str, ...]] = {
    "login": ("autentifikation", "identifikation", "komme ind"),
    "power_of_attorney": ("kan|kunne klare|gøre|ordne det for", "klare det for"),
    "sso": ("blive spurgt igen", "logge ind to gange"),
}

TABLES: dict[str, tuple[str, ...]] = {
    **{f"services:{value}": phrases for value, phrases in NAMES.items()},
    **{f"services_answer:{value}": phrases for value, phrases in ANSWERS.items()},
    "services_all": (
        "alle ..2 seks ..1", "alle seks", "alle ..2 services|tjenester", "det hele", "hele pakken",
        "alt hvad i har", "alle sammen", "alt", "alle", "samtlige ..1 services"),
    "services_except": (
        "på nær", "pånær", "paanær", "undtagen", "undtaget", "bortset fra", "minus", "med undtagelse af", "andet end", "udover ikke"),
    "services:topic": (
        "hvilke ..2 services|tjenester", "services ..3 vi skal bruge", "hvad brugerne skal kunne",
        "hvad brugerne ..1 skal", "hvad for nogle services", "services", "hvad de skal kunne",
    ),
    "services_wish": (
        "skal ..7 bruge|have|kunne|ha", "skal", "vil ..4 have|bruge|gerne|ha", "har ..2 brug for",
        "bliver|får ..1 brug for", "brug for", "mangler", "ønsker|ønske|ønskes", "ønsket er", "behov for", "behøver",
        "efterspørger", "bare have", "bare|kun|blot", "skal der", "ja til", "der skal", "er nok", "er alt",
        "det eneste", "det vigtigste", "må gerne", "skal der kunne", "satser på", "går efter", "plads til",
        "har bestilt", "vælger", "et must", "ville være rart|dejligt|godt|smart", "er ..2 krav",
        "er nødvendig|nødvendigt", "vi ..1 beholder|fastholder|tager", "beholder", "kunne",
        "klarer|nøjes ..3 med", "gerne",
    ),
    # A citizen's own errand: their family, their MitID, their bank.
    "services_citizen": (
        "min|mit|mine|til|for ..1 mor|mors|far|fars|mormor|morfar|farmor|farfar|mand|kone|søn|datter|søster|bror|kæreste|kones|mands|søns",
        "mit|min ..1 mitid|nemid|bank|netbank|pas|eboks|pension|skat|kørekort|årsopgørelse|skattekort|mitidapp",
        "e boks", "lånekontrakt*|lejebolig*|låneaftale*", "min|mit egen|eget", "på min|mit|mine", "mig selv",
    ),
    "services_organisation": (
        "vi|os|vores|borgerne|brugerne|kunderne|lejerne|medlemmerne|borgere|brugere|kunder|medlemmer|$SYSTEM|firma*|organisation*"
        "|virksomhed*|forening*|leverandør*|udbyder*|medarbejder*",
    ),
    "services_void": (
        "kan ..3 ikke ..3 logge|log",
        "signere|signerer|signering|underskrive ..4 ansøgning*|skema*|vilkår*|aftale|databehandleraftale*|metadata",
        "vilkår* ..5 underskriv*", "cprmatch|match", "cpr match", "cprregister*", "cprkontor*", "cprloven",
        "certifikat*", "metadata*", "saml*", "ansøgningen|ansøgningsskema*|ansøgningsblanket*", "assertion*",
        "fejl*", "virker ..1 ikke", "login* ..5 fejler|fejl|virker|problem*", "teste*|test",
        "logge ind på nemlogin|virk|administration*", "logge|log ..2 på|ind ..3 nemloginadm*|administrationen",
        "tegningsret*", "ledelsesrepræsentant*", "skal ..3 underskrives af",
        "direktøren|formanden|bestyrelsen ..4 underskriv*|skrive", "skemaet|formularen|blanketten",
        "roller|rolle ..3 tilslutning*", "rollen", "udbyderroll*",
        "fuldmagt ..3 direktør*|til at tilslutte|fra ledelsen",
        "på ..2 organisationens|virksomhedens|firmaets|vores|kommunens|min|mine|jeres vegne",
        "skriver|skrive ..2 på ..2 vegne", "opret* ..3 rettighed*", "rettigheden", "rettighed ..4 myndighedsopgave*",
        "rettigheder ..5 myndighedsopgave*", "glemt*", "problem*", "spærret", "slettet|slettes|slette|slet",
        "maske*", "gemmer|gemt|gemme", "loginside*", "login side", "logge ud", "loggede", "loggenavn", "gemt",
        "indtastet", "skrev mit cpr", "i|på det|den gamle|forrige|tidligere|andet|anden", "hos andre|naboen|konkurrenten",
        "skriver på ..3 vegne", "hjemmel*", "vi|jeg|man|os|i ..3 lov til", "undvære", "kravspec*", "søge|søger|ansøge|søgt ..4",
        "oprette ..3 login", "dokumentation*", "vejledning*", "testbruger*",
    ),
}  # fmt: skip
