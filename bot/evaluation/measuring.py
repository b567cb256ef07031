"""Has a model read the held-out sets, and notes what it read and how long each text took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol

from bot.evaluation import noise
from bot.evaluation.datasets import OUT_OF_SCOPE, AnswerText, HeldOut
from bot.evaluation.measures import FactsRead, Judged, comparable
from bot.turn import Heard, State
from bot.turn.reading import read

#: Texts that are read before the clock starts: the first ones pay for what is loaded at first use.
_WARM_UP: Final = 30
#: Texts that are handed over at once where nothing is timed.
_BATCH: Final = 200

Progress = Callable[[str], None]


class Reader(Protocol):
    """What reads texts: `bot.dialogue.parsing.Parser`, or a stand-in."""

    version: str

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The reading of each text, as `guide parse` writes it."""
        ...


@dataclass(frozen=True)
class Timed:
    """How long one text took: by the clock, and in processor time, which other work on the machine disturbs less."""

    text: str
    milliseconds: float
    processor_milliseconds: float


@dataclass(frozen=True)
class AnswerRead:
    """An answer and what was taken from it. `kind` and `value` as in `bot.language.answers.Reading`."""

    answer: AnswerText
    kind: str
    value: Any

    @property
    def right(self) -> bool:
        """Whether the meant value was taken at once, or nothing where there is nothing to take."""
        if self.answer.value is None:
            return self.kind != "answer"
        return self.kind == "answer" and comparable(self.value) == comparable(self.answer.value)


@dataclass(frozen=True)
class Measured:
    """All that was read. `noisy`: the intent texts under each kind of noise, the clean ones too."""

    version: str
    noisy: dict[str, list[Judged]]
    out_of_scope: list[Judged]
    facts: list[FactsRead]
    answers: list[AnswerRead]
    times: list[Timed]

    @property
    def clean(self) -> list[Judged]:
        """The intent texts as they were written."""
        return self.noisy["clean"]


def measure(reader: Reader, held_out: HeldOut, progress: Progress) -> Measured:
    """Reads all sets. What is timed is read one text at a time, as a conversation would; the rest in batches."""
    intents = [each.text for each in held_out.intents]
    outside = [each.text for each in held_out.out_of_scope]
    facts = [each.text for each in held_out.facts]
    progress(f"Læser {len(intents) + len(outside) + len(facts)} tekster én ad gangen …")
    reader.parse(intents[:_WARM_UP])
    parsed, times = _one_by_one(reader, [*intents, *outside, *facts])
    readings = iter(parsed)
    clean = judged(held_out, islice(readings, len(intents)))
    judged_outside = [_judged(text, OUT_OF_SCOPE, (), next(readings)) for text in outside]
    facts_read = [FactsRead(each.text, each.facts, next(readings)["facts"]) for each in held_out.facts]
    noisy = {"clean": clean}
    for kind in noise.KINDS[1:]:
        progress(f"Læser {len(intents)} tekster med støj ({kind}) …")
        noisy[kind] = judged(held_out, _in_batches(reader, [noise.apply(kind, text) for text in intents]))
    progress(f"Læser {len(held_out.answers)} svar på åbne spørgsmål …")
    answers = _answers_read(reader, held_out.answers)
    return Measured(reader.version, noisy, judged_outside, facts_read, answers, times)


def _one_by_one(reader: Reader, texts: Sequence[str]) -> tuple[list[dict[str, Any]], list[Timed]]:
    read: list[dict[str, Any]] = []
    times: list[Timed] = []
    for text in texts:
        processor, clock = time.process_time_ns(), time.perf_counter_ns()
        read += reader.parse([text])
        clock, processor = time.perf_counter_ns() - clock, time.process_time_ns() - processor
        times.append(Timed(text, clock / 1e6, processor / 1e6))
    return read, times


def _in_batches(reader: Reader, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(texts), _BATCH):
        yield from reader.parse(texts[start : start + _BATCH])


def judged(held_out: HeldOut, readings: Iterable[dict[str, Any]]) -> list[Judged]:
    """The readings of the intent texts, each beside what was expected."""
    pairs = zip(held_out.intents, readings, strict=True)
    return [_judged(each.text, each.intent, each.also, read) for each, read in pairs]


def _judged(text: str, expected: str, also: tuple[str, ...], read: dict[str, Any]) -> Judged:
    ranking = tuple((intent["name"], float(intent["confidence"])) for intent in read["intent_ranking"])
    return Judged(text, expected, also, ranking, float(read["threshold"]))


def _answers_read(reader: Reader, answers: Sequence[AnswerText]) -> list[AnswerRead]:
    """Each answer as a talk takes it: the message as the model read it, held against the open question."""
    readings = _in_batches(reader, [each.text for each in answers])
    return [_answer_read(each, read) for each, read in zip(answers, readings, strict=True)]


def _answer_read(answer: AnswerText, parsed: dict[str, Any]) -> AnswerRead:
    ranking = tuple((intent["name"], float(intent["confidence"])) for intent in parsed["intent_ranking"])
    [name, confidence] = ranking[0] if ranking else ("", 0.0)
    heard = Heard(answer.text, name, confidence, ranking, notes=tuple(parsed.get("notes") or ()))
    reading = read(State(question=answer.fact), heard)
    return AnswerRead(answer, reading.kind, reading.value)
