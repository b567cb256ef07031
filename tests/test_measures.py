"""The measures of the report against examples worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation import charts, measures, targets
from bot.evaluation.measures import Bin, FactsRead, Judged


def judged(expected: str, *ranking: tuple[str, float], also: tuple[str, ...] = (), threshold: float = 0.5) -> Judged:
    return Judged(f"en tekst om {expected}", expected, also, ranking, threshold)


RIGHT = judged("greet", ("greet", 0.9), ("thank", 0.1))
ALSO = judged("faq/prices", ("faq/terms", 0.8), ("faq/prices", 0.1), also=("faq/terms",))
SECOND = judged("thank", ("greet", 0.6), ("thank", 0.3))
FOURTH = judged("help", ("greet", 0.3), ("thank", 0.2), ("restart", 0.2), ("help", 0.1))
UNREAD = judged("help")


def test_that_an_intent_that_serves_as_well_is_right() -> None:
    assert ALSO.right
    assert ALSO.settled == "faq/prices"


def test_accuracy_counts_the_best_intent_and_the_first_three() -> None:
    texts = [RIGHT, ALSO, SECOND, FOURTH]
    assert measures.accuracy(texts) == 0.5
    assert measures.accuracy(texts, 3) == 0.75
    assert measures.accuracy([]) == 0.0


def test_that_a_text_of_which_nothing_was_read_is_wrong_and_not_acted_on() -> None:
    assert UNREAD.got == ""
    assert not UNREAD.right
    assert not UNREAD.acted
    assert not UNREAD.given_a_topic
    assert UNREAD.in_scope == 0.0


def test_that_a_confidence_at_the_threshold_is_acted_on() -> None:
    assert judged("greet", ("greet", 0.5)).acted
    assert not judged("greet", ("greet", 0.4999)).acted


def test_sureness_sorts_every_text_into_one_of_four() -> None:
    offered = judged("help", ("greet", 0.4), ("help", 0.3))
    found = measures.sureness([RIGHT, SECOND, offered, FOURTH])
    assert found == {"acted_right": 0.25, "acted_wrong": 0.25, "offered": 0.25, "lost": 0.25}


def test_confusion_puts_what_serves_as_well_on_the_diagonal() -> None:
    found = measures.confusion([RIGHT, ALSO, SECOND, judged("thank", ("thank", 1.0))])
    assert found == {"faq/prices": {"faq/prices": 1}, "greet": {"greet": 1}, "thank": {"greet": 1, "thank": 1}}


def test_intent_scores_are_worst_first() -> None:
    scores = measures.intent_scores([RIGHT, SECOND, judged("thank", ("thank", 1.0)), UNREAD])
    by_name = {score.name: score for score in scores}
    assert (by_name["greet"].precision, by_name["greet"].recall) == (0.5, 1.0)
    assert (by_name["thank"].precision, by_name["thank"].recall) == (1.0, 0.5)
    assert by_name["thank"].f1 == pytest.approx(2 / 3)
    assert by_name["help"].recall == 0.0
    assert scores[0].name == "help"


def test_that_an_intent_neither_expected_nor_read_has_a_full_score() -> None:
    nothing = measures.Score("greet", texts=0, found=0, right=0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (1.0, 1.0, 1.0)


def test_worst_borders_begin_with_the_most_frequent_and_of_equals_with_the_surest() -> None:
    surer = judged("help", ("restart", 0.9))
    borders = measures.worst_borders([RIGHT, ALSO, judged("help", ("thank", 0.2)), surer, SECOND, SECOND])
    assert [(each.expected, each.got, len(each.texts)) for each in borders] == [
        ("thank", "greet", 2),
        ("help", "restart", 1),
        ("help", "thank", 1),
    ]


def test_calibration_bins_and_their_error() -> None:
    texts = [
        judged("greet", ("greet", 1.0)),
        judged("greet", ("greet", 0.9)),
        judged("greet", ("thank", 0.9)),
        judged("greet", ("thank", 0.25)),
    ]
    bins = measures.calibration_bins(texts)
    assert len(bins) == 10
    assert (bins[9].low, bins[9].high, bins[9].texts) == (0.9, 1.0, 3)
    assert bins[9].confidence == pytest.approx(2.8 / 3)
    assert bins[9].accuracy == pytest.approx(2 / 3)
    assert bins[2] == Bin(0.2, 0.3, 1, 0.25, 0.0)
    assert bins[5].texts == 0
    # 3/4 · |2.8/3 − 2/3| + 1/4 · |0.25 − 0|
    assert measures.calibration_error(bins) == pytest.approx(0.75 * 0.8 / 3 + 0.25 * 0.25)


def test_that_what_is_as_sure_as_right_has_no_calibration_error() -> None:
    half = [judged("greet", ("greet", 0.5)), judged("greet", ("thank", 0.5))]
    assert measures.calibration_error(measures.calibration_bins(half)) == 0.0
    assert measures.calibration_error(measures.calibration_bins([])) == 0.0


@pytest.mark.parametrize(
    ("positives", "negatives", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.8, 0.3], [0.5, 0.2], 0.75),  # of four pairs all but (0.3, 0.5) are in order
        ([0.8, 0.5], [0.5, 0.2], 0.875),  # one of four pairs is a tie
        ([], [0.5], 0.5),
        ([0.5], [], 0.5),
    ],
)
def test_auroc(positives: list[float], negatives: list[float], expected: float) -> None:
    assert measures.auroc(positives, negatives) == expected


def test_that_out_of_scope_is_told_by_the_best_intent_that_has_an_answer() -> None:
    outside = [judged("out_of_scope", ("out_of_scope", 0.9), ("greet", 0.1)), judged("out_of_scope", ("greet", 0.4))]
    inside = [judged("greet", ("greet", 0.8)), judged("greet", ("out_of_scope", 0.7), ("greet", 0.3))]
    assert [each.in_scope for each in outside] == [0.1, 0.4]
    assert measures.out_of_scope_auroc(outside, inside) == 0.75
    assert [each.outside for each in (*outside, *inside)] == [0.9, 0.0, 0.0, 0.7]
    assert measures.own_class_auroc(outside, inside) == 0.625  # of four pairs two are in order and one is a tie


def test_confident_wrong_counts_topics_above_the_threshold_only() -> None:
    outside = [
        judged("out_of_scope", ("out_of_scope", 0.9)),
        judged("out_of_scope", ("greet", 0.4)),
        judged("out_of_scope", ("greet", 0.6)),
        UNREAD,
    ]
    assert measures.confident_wrong(outside) == 0.25
    assert measures.confident_wrong([]) == 0.0


def test_the_out_of_scope_curve_rises_with_the_threshold() -> None:
    outside = [judged("out_of_scope", ("out_of_scope", 0.9)), judged("out_of_scope", ("greet", 0.4))]
    inside = [judged("greet", ("greet", 0.8)), judged("greet", ("greet", 1.0))]
    curve = measures.out_of_scope_curve(outside, inside, steps=2)
    assert [(each.threshold, each.rejected, each.false_alarms) for each in curve] == [
        (0.0, 0.5, 0.0),
        (0.5, 1.0, 0.0),
        (1.0, 1.0, 0.5),
    ]


def facts(expected: dict[str, Any], got: dict[str, Any]) -> FactsRead:
    return FactsRead("en tekst", expected, got)


def test_that_a_wrong_value_is_one_fact_too_many_and_one_too_few() -> None:
    read = [
        facts({"role": "broker", "company_form": 60}, {"role": "supplier", "company_form": 60}),
        facts({"role": "broker"}, {"role": "broker"}),
        facts({"mitid_erhverv": "yes"}, {}),
        facts({}, {"company_form": 80}),
    ]
    by_name = {score.name: score for score in measures.fact_scores(read)}
    assert (by_name["role"].precision, by_name["role"].recall) == (0.5, 0.5)
    assert (by_name["company_form"].precision, by_name["company_form"].recall) == (0.5, 1.0)
    assert by_name["mitid_erhverv"].f1 == 0.0
    together = measures.together(list(by_name.values()))
    assert (together.texts, together.found, together.right) == (4, 4, 2)
    assert together.f1 == 0.5


def test_that_the_order_of_services_says_nothing_and_a_number_is_no_text() -> None:
    assert facts({"services": ["login", "cpr"]}, {"services": ["cpr", "login"]}).right
    assert not facts({"services": ["login", "cpr"]}, {"services": ["login"]}).right
    assert not facts({"company_form": 250}, {"company_form": "250"}).right


def test_false_facts_are_counted_in_texts_that_state_none() -> None:
    read = [
        facts({}, {}),
        facts({}, {"role": "broker", "company_form": 60}),
        facts({"role": "broker"}, {"role": "supplier"}),
    ]
    assert measures.false_facts(read) == 0.5
    assert measures.false_facts(read[2:]) == 0.0


def test_percentiles_are_values_that_occur() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert measures.percentile(values, 50) == 50.0
    assert measures.percentile(values, 99) == 99.0
    assert measures.percentile(values, 100) == 100.0
    assert measures.percentile([7.0], 1) == 7.0
    assert measures.percentile([], 50) == 0.0


def test_that_a_target_is_met_at_the_very_figure() -> None:
    assert targets.Row("", 0.96, "percent", False, 0.96, "").met
    assert targets.Row("", 0.04, "score", True, 0.04, "").met
    assert targets.Row("", 0.96, "percent", False, 0.9599, "").met is False
    assert targets.Row("", 0.04, "score", True, 0.0401, "").met is False
    assert targets.Row("", 150, "count", False, None, "benchmarks").met is None


def test_figures_are_written_in_danish() -> None:
    assert targets.written(0.9349, "percent") == "93,5 %"
    assert targets.written(0.9349, "score") == "0,935"
    assert targets.written(7.25, "milliseconds") == "7,2 ms"
    assert targets.written(150.4, "count") == "150"
    assert targets.written(None, "percent") == "–"


def test_the_heat_table_shows_what_is_confused_and_says_what_it_leaves_out() -> None:
    confusion = {"a": {"a": 9, "b": 4}, "b": {"b": 3}, "c": {"c": 1, "a": 1}}
    table = charts.heat(confusion)
    assert table.columns == ("a", "b")
    assert [(row.expected, row.texts, row.right) for row in table.rows] == [("a", 13, 9), ("c", 2, 1)]
    assert table.rows[0].cells == ((0, 0), (4, 4))
    assert table.left_out == 0
    many = {f"row {number}": {f"column {number}": 1} for number in range(charts.LONGEST_SIDE + 5)}
    assert len(charts.heat(many).rows) == charts.LONGEST_SIDE
    assert charts.heat(many).left_out == 5
