"""From what was read to the figures of the report, in the shape of report.json."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from bot.evaluation import measures, targets
from bot.evaluation.datasets import OUT_OF_SCOPE, OutOfScopeText, key
from bot.evaluation.measures import FactsRead, Judged
from bot.evaluation.measuring import AnswerRead, Measured, Timed
from bot.guidance.facts import NAMES

Json = dict[str, Any]

#: Confusions that are listed, and examples of each.
BORDERS: Final = 20
EXAMPLES: Final = 3
SLOWEST: Final = 15


def figures(measured: Measured, outside: Sequence[OutOfScopeText], trained_on: Collection[str]) -> Json:
    """All figures. `trained_on`: the keys of the training texts."""
    inside = [each for each in measured.clean if each.expected != OUT_OF_SCOPE]
    bins = measures.calibration_bins(measured.clean)
    found: Json = {
        "model": measured.version,
        "intents": {kind: _accuracies(judged) for kind, judged in measured.noisy.items()},
        "unseen": _accuracies([each for each in measured.clean if key(each.text) not in trained_on]),
        "sureness": measures.sureness(measured.clean),
        "threshold": max((each.threshold for each in measured.clean), default=0.0),
        "confusion": measures.confusion(measured.clean),
        "per_intent": [score.as_json() for score in measures.intent_scores(measured.clean)],
        "borders": [_border(each) for each in measures.worst_borders(measured.clean)[:BORDERS]],
        "calibration": {"error": measures.calibration_error(bins), "bins": [asdict(each) for each in bins]},
        "out_of_scope": _out_of_scope(measured.out_of_scope, inside, outside),
        "facts": _facts(measured.facts),
        "answers": _answers(measured.answers),
        "speed": _speed(measured.times),
        "sentences": _sentences(measured),
    }
    return {"targets": [row.as_json() for row in targets.rows(found)], **found}


def _accuracies(judged: Sequence[Judged]) -> Json:
    return {
        "texts": len(judged),
        "accuracy": measures.accuracy(judged),
        "top_three": measures.accuracy(judged, 3),
        "acted_wrong": measures.sureness(judged)["acted_wrong"],
    }


def _border(border: measures.Border) -> Json:
    examples = [{"text": each.text, "confidence": each.confidence} for each in border.texts[:EXAMPLES]]
    return {"expected": border.expected, "got": border.got, "count": len(border.texts), "examples": examples}


def _out_of_scope(judged: Sequence[Judged], inside: Sequence[Judged], texts: Sequence[OutOfScopeText]) -> Json:
    kinds: dict[str, list[Judged]] = {}
    for text, each in zip(texts, judged, strict=True):
        kinds.setdefault(text.kind, []).append(each)
    wrong = sorted((each for each in judged if each.given_a_topic), key=lambda each: -each.confidence)
    return {
        "texts": len(judged),
        "auroc": measures.out_of_scope_auroc(judged, inside),
        "auroc_own_class": measures.own_class_auroc(judged, inside),
        "confident_wrong": measures.confident_wrong(judged),
        "by_kind": [
            {"kind": kind, "texts": len(each), "confident_wrong": measures.confident_wrong(each)}
            for kind, each in sorted(kinds.items())
        ],
        "curve": [asdict(point) for point in measures.out_of_scope_curve(judged, inside)],
        "wrong": [{"text": each.text, "got": each.got, "confidence": each.confidence} for each in wrong],
    }


def _facts(read: Sequence[FactsRead]) -> Json:
    scores = measures.fact_scores(read)
    return {
        "texts": len(read),
        "stating_none": sum(not each.expected for each in read),
        "together": measures.together(scores).as_json(),
        "false_facts": measures.false_facts(read),
        "per_fact": [score.as_json() for score in scores],
        "wrong": [_fact_sentence(each) for each in read if not each.right],
    }


def _answers(read: Sequence[AnswerRead]) -> Json:
    questions: dict[str, list[AnswerRead]] = {}
    for each in read:
        questions.setdefault(each.answer.fact, []).append(each)
    return {
        "texts": len(read),
        "accuracy": measures.share(sum(each.right for each in read), len(read)),
        "per_question": [
            {
                "fact": fact,
                "texts": len(answers),
                "right": sum(each.right for each in answers),
                "accuracy": measures.share(sum(each.right for each in answers), len(answers)),
                # An answer taken as another one does more harm than one that is asked for again.
                "taken_wrongly": sum(not each.right and each.kind == "answer" for each in answers),
            }
            for fact, answers in questions.items()
        ],
        "wrong": [_answer_sentence(each) for each in read if not each.right],
    }


def _speed(times: Sequence[Timed]) -> Json:
    clock = [each.milliseconds for each in times]
    processor = [each.processor_milliseconds for each in times]
    slowest = sorted(times, key=lambda each: -each.processor_milliseconds)[:SLOWEST]
    return {
        "texts": len(times),
        "p50": measures.percentile(clock, 50),
        "p99": measures.percentile(clock, 99),
        "processor_p50": measures.percentile(processor, 50),
        "processor_p99": measures.percentile(processor, 99),
        "lines_per_second": 1000 * len(times) / max(sum(clock), 1e-9),
        "slowest": [asdict(each) for each in slowest],
    }


def _sentences(measured: Measured) -> Json:
    """Every text with what was read, so that a later report can tell what got better and what got worse."""
    return {
        "intents": [_intent_sentence(each) for each in measured.clean],
        "out_of_scope": [{**_intent_sentence(each), "right": not each.given_a_topic} for each in measured.out_of_scope],
        "facts": [_fact_sentence(each) for each in measured.facts],
        "answers": [_answer_sentence(each) for each in measured.answers],
    }


def _intent_sentence(judged: Judged) -> Json:
    return {
        "text": judged.text,
        "expected": judged.expected,
        "got": judged.got,
        "right": judged.right,
        "confidence": round(judged.confidence, 4),
        "acted": judged.acted,
    }


def _fact_sentence(read: FactsRead) -> Json:
    return {"text": read.text, "expected": _ordered(read.expected), "got": _ordered(read.got), "right": read.right}


def _ordered(facts: Mapping[str, Any]) -> Json:
    """The facts in their fixed order, so that two readings can be held against each other at a glance."""
    return {name: facts[name] for name in sorted(facts, key=NAMES.index)}


def _answer_sentence(read: AnswerRead) -> Json:
    value = list(read.value) if isinstance(read.value, tuple) else read.value
    return {
        "fact": read.answer.fact,
        "text": read.answer.text,
        "expected": read.answer.value,
        "got": value if read.kind == "answer" else None,
        "kind": read.kind,
        "right": read.right,
    }
