"""From a message to normalised clauses, and a small notation for phrases to look for in them.

Notation: words with single spaces; ``a|b`` either; ``stem*`` any word that begins so; ``*stem`` ends so; ``word?``
may be
missing; ``..2`` up to two words of any kind. A phrase covers whole words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.language.spelling import correct

#: Longer texts are no answers to a question, and must not cost time.
LONGEST = 600

_SHORT = {
    "ik": "ikke", "ikk": "ikke", "ikek": "ikke", "ike": "ikke", "ikkke": "ikke", "ej": "ikke", "itte": "ikke", "ig":
    "ikke",
    "jep": "ja", "jeps": "ja", "jepper": "ja", "yep": "ja", "yup": "ja", "yes": "ja", "jada": "ja", "jaja": "ja",
    "jajamen": "ja", "jamænd": "ja",
    "japs": "ja",
    "jaeh": "ja", "jae": "ja", "jah": "ja", "jaa": "ja", "ja'": "ja", "jaha": "ja", "mhm": "ja", "mm": "ja", "jatak"
    : "ja", "jaså": "jaså",
    "jow": "jo", "joh": "jo", "joo": "jo", "jooh": "jo", "joda": "jo", "jov": "jo", "joeh": "jo", "jojo": "jo",
    "aja": "ja",
    "nix": "nej", "niks": "nej", "nej": "nej", "næ": "nej", "næh": "nej", "nææ": "nej", "nææh": "nej", "nope": "nej",
    "naj": "nej",
    "neej": "nej", "nejda": "nej", "nah": "nej", "nejnej": "nej", "nope!": "nej", "no": "nej", "nejtak": "nej", "ne"
    : "nej", "nada": "nej",
    "nøjn": "nej", "nænæ": "nej", "nixen": "nej", "nixenbixen": "nej", "nein": "nej", "næj": "nej", "nehej": "nej",
    "ney": "nej",
    "ka": "kan", "ka'": "kan", "ku": "kunne", "ska": "skal", "ha": "have", "ha'": "have", "gir": "giver", "bli":
    "blive",
    "sæl": "selv", "sel": "selv", "sjæl": "selv", "hva": "hvad", "hva'": "hvad", "va": "hvad", "de'": "det", "d":
    "det", "er'": "er",
    "ve": "ved", "ved'": "ved", "vé": "ved", "vedikke": "vedikke", "idé": "ide", "ideé": "ide", "gør'": "gør", "æ":
    "jeg", "a": "a",
    "måkse": "måske", "måsk": "måske", "maske": "måske", "mske": "måske", "hvofor": "hvorfor", "hvorfro": "hvorfor",
    "saa": "så", "ogsa": "også", "ogs": "også", "osse": "også", "faktsk": "faktisk", "pt": "aktuelt", "dk": "dk",
    "lgie": "lige", "endu": "endnu", "edn": "den", "altsa": "altså", "vist": "vist", "mitid-erhverv": "mitiderhverv",
    "vedjeg": "ved jeg", "vedik": "ved ikke", "een": "én", "eet": "ét", "logind": "login", "ssso": "sso", "sssso": "sso",
    "prosses": "proces", "prosess": "proces", "process": "proces", "proses": "proces", "slef": "selv", "dont": "dont",
    "don't": "dont", "dunnno": "dunno", "myndihed": "myndighed", "kritererne": "kriterierne",
    "oprætte": "oprette",
    "oprætter": "opretter", "oprættet": "oprettet", "vænter": "venter", "godkent": "godkendt", "allesamen": "allesammen",
    "undersøes": "undersøges",
    "nr": "nummer", "no.": "nummer", "num": "nummer", "første": "første", "1": "1", "ved-ikke": "vedikke",
}  # fmt: skip

_TOKEN = re.compile(
    r"(?P<shortened>(?<!\w)(?:nr|pkt|pr|ca|evt|vedr|ang|jf|inkl|ekskl)\.(?=\s*\w))"
    r"|(?P<abbreviation>(?<!\w)(?:[aikpse]/[si]|ap/s|a\.?m\.?b\.?a|s\.m\.b\.a|f\.m\.b\.a|m/|v/)(?!\w))"
    r"|(?P<percent>\d+ ?%)|(?P<word>[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*['’]?)|(?P<number>\d+)"
    r"|(?P<mark>[.!?;,:()…\n–—|=]|(?<=\s)-(?=\s)|-(?=\s)|\+)",
    re.IGNORECASE,
)
_SENTENCE_BREAK = frozenset(".!?;…\n")
#: Ja, jo and nej as they sound, however drawn out: "jaeh", "jowda", "naej", "neij".
_JA = re.compile(r"j(?:a|æ|e(?=[ahp]|rp))[aeæhv]*(?:r?p+|ps|pper|ja|da|h|j|s?gu)?")
_JO = re.compile(r"jo[ehovw]*(?:da|jo|h)?")
_NEJ = re.compile(r"n(?:(?:æ|ae|e)[æehjiy]*(?:da|nej|ne)?|a[hjy]+|op[es]*)")
#: The commonest answer word that nobody can spell.
_OF_COURSE = re.compile(r"s[æe]l+v?f(?:ø|oe|o)l?g?[eæ]?l[ie]?g?(?:t|vis)?")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_JOINED = re.compile(
    r"(?<!\S)(?:(it) (system\w*|leverandør\w*)|(system) (udbyder)|(multi) (tenant\w*)|(mitid) (erhverv|broker\w*)|(sub|under) "
    r"(broker\w*)|(risiko) (vurdering\w*)|(myndigheds) (opgave\w*)|(lige) (glad\w*)|"
                     r"(log) (in|ind)|(singl?el?) (sign\S*) ?(on)|(ved) (ikke))(?!\S)")  # fmt: skip
#: "2'eren": the second.
_NUMERAL = re.compile(r"(?<!\w)(\d)['’´`-]?(?:eren|ern|er)(?!\w)", re.IGNORECASE)
#: Said aloud to a machine that writes.
_DICTATED = re.compile(r"\s+punktum(?!\w)", re.IGNORECASE)
_CONJUNCTIONS = frozenset(("men", "fordi", "hvis", "medmindre", "dog"))


@dataclass(frozen=True, slots=True)
class Clause:
    """Normalised words, single spaces between; the mark that ended it; the number of its sentence."""

    words: str
    ending: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message: as written, and clause by clause."""

    raw: str
    clauses: tuple[Clause, ...]

    @property
    def words(self) -> str:
        """All words without punctuation."""
        return " ".join(clause.words for clause in self.clauses)

    @property
    def size(self) -> int:
        """How many words there are."""
        return sum(clause.words.count(" ") + 1 for clause in self.clauses)

    def without(self, dropped: Iterable[Clause]) -> Message:
        """The message less some clauses."""
        gone = {id(clause) for clause in dropped}
        return Message(self.raw, tuple(clause for clause in self.clauses if id(clause) not in gone))


@lru_cache(maxsize=20_000)
def _word(written: str) -> str:
    lower = written.lower().replace("’", "'")
    lower = lower if lower in _SHORT else _STRETCHED.sub(r"\1", lower)
    if lower in _SHORT:
        return _SHORT[lower]
    for pattern, word in ((_JA, "ja"), (_JO, "jo"), (_NEJ, "nej")):
        if pattern.fullmatch(lower):
            return word
    if _OF_COURSE.fullmatch(lower):
        return "selvfølgelig"
    repaired = correct(lower if written.isupper() else _STRETCHED.sub(r"\1", written.replace("’", "'")))
    bare = re.sub(r"['‐‑-]", "", repaired)
    return _SHORT.get(bare, bare)


def message_of(text: str) -> Message:
    """Read a message into clauses."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    text = _DICTATED.sub(".", _NUMERAL.sub(r"nummer \1", text))
    clauses: list[Clause] = []
    words: list[str] = []
    sentence = 0

    def close(ending: str) -> None:
        if words:
            clauses.append(Clause(_joined(" ".join(words)), ending, sentence))
            words.clear()
        elif ending == "?" and clauses:
            clauses[-1] = Clause(clauses[-1].words, "?", clauses[-1].sentence)

    for match in _TOKEN.finditer(text):
        token = match[0]
        if match.lastgroup == "mark" and token not in _EMOJI:
            close(token)
            sentence += token in _SENTENCE_BREAK
            continue
        word = _normal(match)
        if word in _CONJUNCTIONS and words:
            close("")
        words.append(word)
    close("")
    return Message(text, tuple(clauses))


_EMOJI = {"+": "og"}


def _normal(match: re.Match[str]) -> str:
    token = match[0]
    if match.lastgroup == "abbreviation":
        return token.lower().replace(".", "").replace("ap/s", "aps")
    if match.lastgroup == "shortened":
        return _word(token[:-1])
    if match.lastgroup == "word":
        return _word(token)
    return _EMOJI.get(token, token)


def _joined(words: str) -> str:
    """Compounds that people write apart, where an answer hangs on them."""
    return (
        _JOINED.sub(lambda match: "".join(part for part in match.groups() if part), words)
        .replace("vedikke", "ved ikke")
        .replace("itsystem udbyder", "itsystemudbyder")
    )


def word_set(listed: str) -> frozenset[str]:
    """Words written with spaces between, as a set."""
    return frozenset(listed.split())


def phrases(*lines: str) -> re.Pattern[str]:
    """One pattern that finds any of the phrases."""
    return re.compile("(?<!\\S)(?:" + "|".join(_pattern(line) for line in lines) + ")(?!\\S)")


def openings(*lines: str) -> re.Pattern[str]:
    """One pattern that finds any of the phrases at the beginning."""
    return re.compile("^(?:" + "|".join(_pattern(line) for line in lines) + ")(?!\\S)")


def _pattern(line: str) -> str:
    """A phrase as a regular expression; a gap at its end would mean nothing and is left out."""
    parts = line.split()
    while parts[-1].startswith(".."):
        parts.pop()
    return "".join(_piece(part) for part in parts).removesuffix(" ")


def _piece(part: str) -> str:
    if part.startswith(".."):
        return rf"(?:\S+ ){{0,{part[2:]}}}"
    if part.endswith("?"):
        return rf"(?:{_alternatives(part[:-1])} )?"
    return _alternatives(part) + " "


def _alternatives(part: str) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\*", r"\S*") for word in part.split("|")) + ")"
