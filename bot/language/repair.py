"""Repairs a message before it is read: case, æ, ø and å, spaces, punctuation, compounds written apart, typos.

Everything that follows (the classifier, the reading of facts) sees text closer to what the training data looks like.
Digits, addresses and names are never touched, apart from case.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bot.language.compounds import split
from bot.language.spelling import correct, is_known, lexicon, restore, section

# Letters (with hyphens or apostrophes inside), other visible characters that hold a digit, or one sign.
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S*?\d\S*|[^\w\s]|_+")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:dk|com|org|eu|net)\b\S*", re.IGNORECASE)
_SENTENCE_END = frozenset(".!?:")
# Names of products and set terms that people divide in every possible way.
_SET_TERMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bnem[ -]*log[ -]*ind?\b(?!\S*@)", "nemlog-in"),
        (r"\bmit[ -]+id\b", "mitid"),
        (r"\bnem[ -]+id\b", "nemid"),
        (r"\b(cpr|cvr)[ -]*(nr\b\.?|nummer|numre|numrene|nummeret)", r"\1-\2"),
        (r"\b(cpr|cvr)-nr\b\.?", r"\1-nummer"),
        (r"\bsingle[ -]*sign[ -]*on\b", "single sign-on"),
        (r"\bmulti[ -]*tenan(t|cy)\b", r"multitenan\1"),
        (r"\bsub[ -]+broker", "subbroker"),
        (r"\boio[ -]*saml\b", "oiosaml"),
        (r"\bentity[ -]+id\b", "entityid"),
    )
)
# Words that never make a compound with the next word; found run together with a neighbour, they are cut loose, ...
_FUNCTION_WORDS = section("function words")
# ... except where they begin or end a great many words themselves.
_ALSO_BEGINNINGS = section("also beginnings")
_ALSO_ENDINGS = section("also endings")
_FOREIGN_WORDS = section("foreign")
_SUBJECTS = section("subjects")
_BEFORE_GENITIVES = section("before genitives")
# A first part that ends so is hardly ever a genitive: "myndigheds opgave", "tilslutnings forløb", "organisations form".
_LINKED = re.compile(r".{3,}(?:heds|ings|ions|skabs|ments|doms|itets|elses|drifts)$")
_FOREIGN_LETTERS = frozenset("äöüßñçèêàâîôûłąęśżźčšžőğıåäö") - {"å"}
_SHORTEST_HALF = 4  # letters of a word that may be one half of any word in the lexicon
_MOST_TOKENS = 400  # a message longer than this is cut elsewhere; never let it cost time here


@dataclass(frozen=True)
class Repaired:
    """The repaired text in lower case, and what was changed: pairs of (original, repaired) words."""

    text: str
    changes: tuple[tuple[str, str], ...]


def _shouted(text: str) -> bool:
    """Whether capitals say nothing about names here: all capitals, or Every Word Capitalised."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 1]
    return len(words) > 1 and sum(w[0].isupper() for w in words) > 0.85 * len(words)


def _tokens(text: str) -> list[str]:
    """Words, signs and untouchable pieces (addresses, anything with a digit) in order."""
    tokens: list[str] = []
    at = 0
    for address in _ADDRESS.finditer(text):
        tokens += _TOKEN.findall(text[at : address.start()])
        tokens.append(address.group())
        at = address.end()
    return (tokens + _TOKEN.findall(text[at:]))[:_MOST_TOKENS]


def _is_word(token: str) -> bool:
    return token[:1].isalpha() and "@" not in token and "." not in token and not any(c.isdigit() for c in token)


def _is_name(tokens: list[str], at: int) -> bool:
    """Whether the token is capitalised for another reason than that it begins a sentence."""
    token = tokens[at]
    if not token[0].isupper() or token.isupper():
        return False
    starts = at == 0 or tokens[at - 1] in _SENTENCE_END
    follows = at + 1 < len(tokens) and tokens[at + 1][:1].isupper() and not tokens[at + 1].isupper()
    return not starts or follows


def _run_together(word: str) -> tuple[str, ...]:
    """An unknown word that is a function word and a known word without the space between: both; otherwise itself."""
    if len(word) < 5 or not word.isalpha() or is_known(word):
        return (word,)
    known = lexicon().words
    for end in range(len(word) - 2, 1, -1):
        first, second = word[:end], word[end:]
        begins = first in _FUNCTION_WORDS and (first not in _ALSO_BEGINNINGS or second in _FUNCTION_WORDS)
        ends = second in _FUNCTION_WORDS and second not in _ALSO_ENDINGS
        if (begins and second in known) or (ends and first in known):
            return (first, second)
    return (word,)


@lru_cache(maxsize=20_000)
def _repair_word(word: str, typos: bool) -> tuple[str, ...]:
    """One word, repaired; two when a space was missing."""
    lower = word.lower()
    if "-" in lower and lower.replace("-", "") in lexicon().words:
        return (lower.replace("-", ""),)
    if split(lower) and all(is_known(piece) or split(piece) for piece in lower.split("-")):
        return (lower,)
    repaired = correct(lower) if typos else restore(lower)
    return _run_together(lower) if typos and repaired == lower else (repaired,)


def _is_foreign(words: list[str]) -> bool:
    """Whether the message is, most likely, in another language: what look like typos there are none."""
    if any(c in _FOREIGN_LETTERS for word in words for c in word.lower()):
        return True
    if sum(word.lower() in _FOREIGN_WORDS for word in words) >= min(2, len(words)) > 0:
        return True
    known = sum(is_known(restore(word)) or bool(split(word.lower())) for word in words)
    return len(words) >= 3 and known < len(words) / 2


def _joined(first: str, second: str, before: str) -> str | None:
    """The compound that two neighbouring words are, or None."""
    together = first + second
    if first in _FUNCTION_WORDS or second in _FUNCTION_WORDS or not (first.isalpha() and second.isalpha()):
        return None
    if first == "it" and (split(second) or second in lexicon().targets):
        return f"it-{second}" if split("it" + second) else None
    if _LINKED.match(first) and before not in _BEFORE_GENITIVES and is_known(second) and is_known(first):
        return together
    known = lexicon()
    is_compound = bool(split(together)) or min(len(first), len(second)) >= _SHORTEST_HALF
    is_verb = first.endswith("r") and before in _SUBJECTS  # "vi bruger organisationen"
    if together in known.targets and is_compound and not is_verb:
        return together
    if together in known.words and not (is_known(first) and is_known(second)):
        return together  # a stray space inside a word
    return None


def _join_compounds(words: list[str]) -> list[str]:
    """Joins from the right, so that "it system udbyder" grows into "it-systemudbyder"."""
    joined: list[str] = []
    for at in range(len(words) - 1, -1, -1):
        word, before = words[at], words[at - 1] if at else ""
        whole = _joined(word, joined[0], before) if joined else None
        if whole is None:
            joined.insert(0, word)
        else:
            joined[0] = whole
    return joined


def _write(tokens: list[str]) -> str:
    """The tokens as text: one space between words, none before a closing sign."""
    text = " ".join(tokens)
    text = re.sub(r"\s+([,.;:!?)»”])", r"\1", text)
    text = re.sub(r"([(«„])\s+", r"\1", text)
    text = re.sub(r"([,.;:!?])(?:\s*\1)+", r"\1", text)
    return text.strip()


def _changes(before: list[str], after: list[str]) -> tuple[tuple[str, str], ...]:
    """Which stretches of words differ, apart from case and signs: (original, repaired)."""
    if before == after:
        return ()
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return tuple(
        (" ".join(before[a:b]), " ".join(after[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"
    )


def _set_terms(text: str) -> str:
    for pattern, replacement in _SET_TERMS:
        text = pattern.sub(replacement, text)
    return text


def repair(text: str) -> Repaired:
    """Repairs a message of any kind; the result is lower-cased, with single spaces."""
    text = unicodedata.normalize("NFC", text)
    tokens = _tokens(text)
    shouted, foreign = _shouted(text), _is_foreign([t for t in tokens if _is_word(t)])
    words: list[str] = []
    for at, token in enumerate(tokens):
        if _is_word(token):
            words += _repair_word(token, not foreign and (shouted or not _is_name(tokens, at)))
        else:
            words.append(token.lower())
    joined = _join_compounds(_set_terms(" ".join(words)).split()) if words else []
    repaired = _set_terms(_write(joined))
    before = [token.lower() for token in tokens if token[:1].isalnum()]
    return Repaired(repaired, _changes(before, [token for token in _tokens(repaired) if token[:1].isalnum()]))
