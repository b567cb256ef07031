"""Picking from the shown choices: by label, typed, shortened or misspelt; by number or place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from bot.language.answers.model import UNKNOWN, Choice
from bot.language.answers.wording import Message, message_of, word_set

_LEAD: Final = re.compile(
    r"^(?:(?:ja|jo|nej|hej|så|altså|det|er|må|være|vist|nok|vel|vi|jeg|står|som|i|cvr|hedder|den|der|med|"
    r"vælger|tager|siger|svarer|svaret|mit|svar|klikker|trykker|valg|tror|bare|kun|en|et|ét|hos|os|"
    r"vil|gerne|have|tage|vælge|nemlig|knappen|skal|på) )+"
)
_TAIL: Final = re.compile(
    r"(?: (?:tak|ja|jo|tror|jeg|vi|er|det|nok|vel|vist|så|please|i|cvr|vidt|ved|mener|den|der|helt|klart|hos|"
    r"os))+$"
)
_ORDINALS: Final = {
    word: place
    for place, names in enumerate(
        (
            "første førstnævnte øverste allerførste alleroverste en et én ét etter etteren ettern ettaren eneren ener eteren ettal "
            "ettallet",
            "anden andet næstøverste to toer toeren total totallet",
            "tredje tredie tre treer treeren tretal tretallet",
            "fjerde fire firer fireren fireeren firetal firtal firtallet firetallet firertallet",
            "femte fem femmer femmeren femeren femtal femtallet",
            "sjette seks sekser sekseren sekstal sekstallet",
            "syvende syv syver syveren syvtal syvtallet",
            "ottende otte otter otteren otteeren ottetal ottetallet",
            "niende ni nier nieren nital nitallet",
            "tiende ti tier tieren",
        ),
        start=1,
    )
    for word in names.split()
}
#: Words that also mean "another" or "a": places only in company that says so.
_WEAK_PLACES: Final = ("anden", "andet", "en", "et", "én", "ét")
_PLACE_NOUNS: Final = ("mulighed", "valgmulighed", "punkt", "valg", "svar", "svarmulighed", "knap", "linje")
_LAST: Final = ("sidste", "nederste", "bagerste", "sidst", "allersidste", "allernederste")
_NUMBER: Final = re.compile(
    r"^(?:(?:nummer|punkt|mulighed|valg|svar|option|valgmulighed|knap|pkt|den|det|jeg|vi|vælger|tager|siger|"
    r"er|må|være|blive|vist|nok|ja|altså|med|så|bare|vil|trykker|på|klikker|tror|bliver) )*"
    r"(?P<number>\d{1,3}|\S+)(?: (?:mulighed|valgmulighed|knap|svar|punkt|valg|tak|en|på listen|fra oven|"
    r"ovenfra|i rækken|på|listen|i listen|af dem|tror jeg|må det være|er det|er os|svarmulighed|af "
    r"mulighederne|nævnte|af de|linje|linie))*$"
)
_ROUND_PLACES: Final = re.compile(
    r"(?<!\S)(?:nummer|og|samt|både|vi|vælger|tager|ja|tak|punkt|punkterne|den|det|mulighed|valg|jeg|vil|have|gerne)(?!\S)"
)
_SPAN: Final = re.compile(r"(?:nr\.? ?|punkt )?([1-9]) ?(?:-|–|til) ?([1-9])", re.IGNORECASE)
_FOREMOST: Final = re.compile(
    r"(?:(?:vi|jeg|tager|vælger|ja|bare|kun) )*de (to|tre|fire|fem) (?:første|øverste)(?: tak)?"
)
#: "De to sidste", "to af dem": a count, not a place.
_COUNTED: Final = re.compile(r"(?<!\S)(?:de|alle) (?:\d|to|tre|fire|fem|seks)|(?<!\S)(?:to|tre|fire|fem) af(?!\S)")
#: A number word beside other clauses is as likely a count.
_CARDINALS: Final = word_set("en et én ét to tre fire fem seks syv otte ni ti total")
#: Alone, these words of labels single out nothing.
_GENERIC: Final = word_set(
    "myndighed myndigheden myndigheder institution form anden en systemet system løsning løsningen mange "
    "selv hjælper udbyder selskab ikke kan oprette eller vi det til som ved har er ja nej med af"
)
_CLOSE: Final = 88
_BY_ITS_WORDS: Final = re.compile(
    r"^(?:(?:ja|vi|jeg|vælger|tager|det|er|må|være|nok|vist|så|bare) )*(?:den|det|knappen|muligheden|punktet|svaret) "
    r"(?:med|om|hvor)(?: at)? (?P<words>.+)$"
)
_SMALL: Final = word_set("vi at en et den det de som der til i på af med for og tak ja er man nogen")


#: In a longer message a place counts only by a word for it.
_LONGEST_PLACE: Final = 8
_LONGEST_WITH_PLACE: Final = 18
_NAMED_PLACE: Final = re.compile(
    r"(?<!\S)(?:nummer|mulighed|valgmulighed|punkt|valg|svar|svarmulighed) \S+|(?<!\S)\S+eren(?!\S)"
)
_NEXT_TO_LAST: Final = re.compile(
    r"^(?:(?:det|er|den|nummer|vi|tager|vælger|må|være) )*(?:næst ?sidste|næst ?nederste|andensidste)(?!\S)"
)
_FROM_THE_END: Final = re.compile(
    r"^(?:(?:det|er|den|nummer|vi|tager|vælger|må|være|ja) )*(?P<place>\S+?)"
    r"(?: ?(?:sidste|nederste)| (?:fra|nede fra) (?:neden|bunden|enden|nederst))(?: (?:mulighed|tak|af dem))*$"
)
#: "Den sidste før ved ikke", "den lige over ved ikke".
_ABOVE_UNKNOWN: Final = re.compile(
    r"(?:(?:det|er|den|nummer|vi|tager|vælger|må|være|ja|lige|mulighed|muligheden|knappen|sidste|nederste|sidst) )*"
    r"(?:før|inden|over|ovenfor|oven over|ovenover) (?:den |knappen |der )?(?:hedder |med |siger )?ved ikke"
)
_LAST_ALONE: Final = re.compile(f"(?:{'|'.join(_LAST)})(?: (?:mulighed|valgmulighed|punkt|valg|svar|knap|tak))*")


def plain(text: str) -> str:
    """Words of a label or message without what people say round it."""
    return message_of(text).words


def _stripped(words: str) -> str:
    inner = _TAIL.sub("", _LEAD.sub("", words + " ").strip())
    return inner or words


def by_label(message: Message, choices: Sequence[Choice]) -> str | int | None:
    """The choice whose label was typed, perhaps misspelt, perhaps only part of it but enough."""
    for words in {message.words, _stripped(message.words)}:
        exact = _same(words, choices)
        if exact is not None:
            return exact
    described = _BY_ITS_WORDS.search(message.words)
    if described and message.size <= 12:
        return _most_alike(described["words"].split(), choices)
    return _shortened(_stripped(message.words), choices)


def _most_alike(words: list[str], choices: Sequence[Choice]) -> str | int | None:
    """ "Den med at hjælpe en anden": the one choice whose label has all the words, in whatever inflection."""
    stems = [_stem(word) for word in words if word not in _SMALL]
    if not stems:
        return None
    labels = [(choice.value, {_stem(word) for word in plain(choice.label).split()}) for choice in choices]
    fitting = [value for value, label in labels if all(stem in label for stem in stems)]
    return fitting[0] if len(fitting) == 1 and fitting[0] != UNKNOWN else None


def _stem(word: str) -> str:
    return re.sub(r"(?:erne|ens|ne|en|et|er|re|s|r|e)$", "", word) if len(word) > 4 else word


def _same(words: str, choices: Sequence[Choice]) -> str | int | None:
    if len(words) < 3:
        return None
    scored = sorted(((_likeness(words, choice), index) for index, choice in enumerate(choices)), reverse=True)
    if not scored or scored[0][0] < _CLOSE or (len(scored) > 1 and scored[0][0] - scored[1][0] < 4):
        return None
    return choices[scored[0][1]].value


def _likeness(words: str, choice: Choice) -> float:
    label = plain(choice.label)
    forms = {label, re.sub(r"^(?:en|et|vi|ja|nej) ", "", label), plain(re.sub(r"\(.*?\)", "", choice.label))}
    joined = words.replace(" ", "")
    best = max(fuzz.ratio(words, form) for form in forms)
    # A slip of one letter in a short word is another word.
    if len(joined) < 6:
        return 100.0 if joined in {form.replace(" ", "") for form in forms} else 0.0
    return max(best, max(fuzz.ratio(joined, form.replace(" ", "")) for form in forms))


def _shortened(words: str, choices: Sequence[Choice]) -> str | int | None:
    parts = words.split()
    if not parts or (all(part in _GENERIC for part in parts) and (len(parts) < 2 or max(map(len, parts)) < 6)):
        return None
    if len(words) < 4:
        return None
    holding = {
        choice.value for choice in choices if choice.value != UNKNOWN and _holds(plain(choice.label).split(), parts)
    }
    return holding.pop() if len(holding) == 1 else None


def _holds(label: list[str], parts: list[str]) -> bool:
    """Whether the words stand in the label side by side; the last may be cut short."""
    size = len(parts)
    for start in range(len(label) - size + 1):
        window = label[start : start + size]
        if window[:-1] == parts[:-1] and (
            window[-1] == parts[-1] or (len(parts[-1]) >= (5 if size > 1 else 7) and window[-1].startswith(parts[-1]))
        ):
            return True
    return False


def by_place(message: Message, choices: Sequence[Choice]) -> str | int | None:
    """ "nr. 2", "den sidste", "2", "den tredje, …": the choice at that place."""
    if not message.clauses or message.size > _LONGEST_WITH_PLACE:
        return None
    short = message.size <= _LONGEST_PLACE
    for clause in message.clauses:
        if not short and not (_NAMED_PLACE.search(clause.words) and clause.words.count(" ") < _LONGEST_PLACE):
            continue
        words = re.sub(r"^(?:ja|hej|så|altså) ", "", clause.words)
        place = _place(words, len(choices), alone=len(message.clauses) == 1)
        if place:
            return choices[place - 1].value
    return None


def above_unknown(message: Message, choices: Sequence[Choice]) -> str | int | None:
    """ "Den sidste før ved ikke": the choice above it, if the message says no more."""
    known = [choice.value for choice in choices if choice.value != UNKNOWN]
    told = _ABOVE_UNKNOWN.fullmatch(message.words)
    return known[-1] if told and known and choices[-1].value == UNKNOWN else None


def by_places(message: Message, choices: Sequence[Choice]) -> list[str | int]:
    """ "1 og 3", "nr. 2, 4 og 5": several places; nothing unless the message is only that."""
    places = _run_of_places(message) or _listed_places(message)
    if len(places) < 2 or not all(1 <= place <= len(choices) for place in places):
        return []
    return [choices[place - 1].value for place in places]


def _run_of_places(message: Message) -> list[int]:
    """ "1-3", "1 til 3", "de tre første": places side by side."""
    span = _SPAN.fullmatch(message.raw.strip(" .!"))
    if span:
        return list(range(int(span[1]), int(span[2]) + 1))
    foremost = _FOREMOST.fullmatch(message.words)
    return list(range(1, _ORDINALS.get(foremost[1], 0) + 1)) if foremost else []


def _listed_places(message: Message) -> list[int]:
    words = _ROUND_PLACES.sub(" ", message.words).split()
    if _COUNTED.search(message.words):
        return []
    places = [int(word) if word.isdigit() else _ORDINALS.get(word, 0) for word in words]
    return places if all(places) else []


def _place(words: str, count: int, *, alone: bool) -> int:
    if _NEXT_TO_LAST.search(words):
        return count - 1
    ended = _FROM_THE_END.search(words)
    if ended and ended["place"] in _ORDINALS:
        return count + 1 - _ORDINALS[ended["place"]] if _ORDINALS[ended["place"]] <= count else 0
    named = re.search(
        r"(?<!\S)(?:den|det|de|nummer|mulighed|vælger|tager) (?:\S+ )?(" + "|".join(_LAST) + r")(?!\S)", words
    )
    if named or _LAST_ALONE.fullmatch(words):
        return count if _fits(words, "næst") else 0
    match = _NUMBER.search(words)
    if not match:
        return 0
    number, lead = match["number"], words[: match.start("number")].split()
    if number.isdigit():
        place = int(number)
    elif (
        number in _ORDINALS
        and (lead or alone or number not in _CARDINALS)
        and (number not in _WEAK_PLACES or _is_named_place(words, match))
    ):
        place = _ORDINALS[number]
    else:
        return 0
    return place if 1 <= place <= count else 0


def _is_named_place(words: str, match: re.Match[str]) -> bool:
    """ "den anden", "nummer et", "andet punkt", but not "en anden", "et punkt"."""
    before = words[: match.start("number")].split()[-1:]
    if before and before[0] in ("den", "det") and match["number"] in ("en", "et", "én", "ét"):
        return False
    if before and before[0] in ("den", "nummer", "mulighed", "valg", "punkt", "valgmulighed", "svar", "knap"):
        return True
    after = words[match.end("number") :].split()[:1]
    return not before and match["number"] in ("anden", "andet") and bool(after) and after[0] in _PLACE_NOUNS


def _fits(words: str, forbidden: str) -> bool:
    return forbidden not in words
