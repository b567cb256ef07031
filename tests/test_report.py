"""`guide report` with a stand-in for the model: what is written, and that it holds together."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest

from bot.evaluation import noise
from bot.evaluation.report import ReportError, report_on

_HELD_OUT: Final[dict[str, list[dict[str, Any]]]] = {
    "intents_talk.jsonl": [
        {"text": "Hej med jer", "intent": "greet"},
        {"text": "Mange tak", "intent": "thank"},
        {"text": "<script>alert('æv')</script> & tak", "intent": "thank"},
    ],
    "intents_faq.jsonl": [{"text": "Hvad er prisen?", "intent": "faq/prices", "also": ["faq/terms"]}],
    "out_of_scope.jsonl": [
        {"text": "Hvem vandt kampen?", "kind": "far"},
        {"text": "Hej, hvornår går toget?", "kind": "near"},
    ],
    "facts.jsonl": [
        {"text": "Vi er en kommune", "facts": {"company_form": 250}},
        {"text": "Hvad er en broker?", "facts": {}},
    ],
    "answers.jsonl": [
        {"fact": "government_task", "text": "ja", "value": "yes"},
        {"fact": "mitid_erhverv", "text": "hvad koster det?", "value": None},
    ],
}
_TRAINING: Final = 'version: "3.1"\nnlu:\n- intent: thank\n  examples: |\n    - mange tak!\n    - tusind tak\n'


class StandIn:
    """Reads by the first words it knows; never right about tak."""

    version = "stand-in <1>"

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> dict[str, Any]:
        lower = text.lower()
        best = "greet" if "hej" in lower or "tak" in lower else "faq/terms" if "pris" in lower else "out_of_scope"
        ranking = [{"name": best, "confidence": 0.9}, {"name": "thank", "confidence": 0.1}]
        facts = {"company_form": 250} if "kommune" in lower else {}
        return {"text": text, "intent": ranking[0], "intent_ranking": ranking, "facts": facts, "threshold": 0.5}


class Improved(StandIn):
    """Right about tak, and wrong about hej."""

    version = "improved"

    def _read(self, text: str) -> dict[str, Any]:
        read = super()._read(text)
        read["intent_ranking"][0]["name"] = "thank" if "tak" in text.lower() else "goodbye"
        return read


class Tags(HTMLParser):
    """Holds the tags of a page to their order, and notes its ids and links."""

    _VOID: Final = frozenset({"meta", "br"})
    _DRAWN: Final = frozenset({"line", "polyline"})  # of SVG, where any element may close itself

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.targets += str(given.get("href", "")).removeprefix("#").split()
        self.targets += str(given.get("aria-labelledby", "")).split()
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self._DRAWN, f"<{tag}/> is not an empty element"
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with small held-out sets."""
    held_out, training = tmp_path / "tests" / "language", tmp_path / "data" / "nlu"
    held_out.mkdir(parents=True)
    training.mkdir(parents=True)
    for name, rows in _HELD_OUT.items():
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (held_out / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (training / "talk.yml").write_text(_TRAINING, encoding="utf-8")
    return tmp_path


def written(project: Path, compare: Path | None = None, reader: StandIn | None = None) -> tuple[str, dict[str, Any]]:
    """The page and the figures that the command writes."""
    output = project / "reports"
    assert report_on(reader or StandIn(), project, output, compare) == 0
    return (output / "report.html").read_text("utf-8"), json.loads((output / "report.json").read_text("utf-8"))


def test_the_json_has_the_figures(project: Path) -> None:
    _, report = written(project)
    assert report["intents"]["clean"]["accuracy"] == 0.5
    assert report["intents"]["clean"]["top_three"] == 1.0
    assert set(report["intents"]) == set(noise.KINDS)
    assert report["confusion"]["thank"] == {"greet": 2}
    assert report["confusion"]["faq/prices"] == {"faq/prices": 1}
    assert report["out_of_scope"]["confident_wrong"] == 0.5
    assert report["facts"]["together"]["f1"] == 1.0
    assert report["facts"]["false_facts"] == 0.0
    assert report["answers"]["accuracy"] == 1.0
    assert report["borders"][0]["count"] == 2
    assert [row["text"] for row in report["out_of_scope"]["wrong"]] == ["Hej, hvornår går toget?"]
    assert report["speed"]["texts"] == 8
    assert len(report["sentences"]["intents"]) == 4


def test_that_texts_of_the_training_data_are_counted_apart(project: Path) -> None:
    page, report = written(project)
    assert report["unseen"]["texts"] == 3
    assert report["unseen"]["accuracy"] == pytest.approx(2 / 3)
    assert "uden de 1, der også står i træningsdata" in page


def test_the_page_is_whole_and_needs_nothing_else(project: Path) -> None:
    page, _ = written(project)
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert not tags.open
    assert len(tags.ids) == len(set(tags.ids))
    assert set(tags.targets) <= set(tags.ids)
    assert not {"script", "link", "img", "iframe"} & set(tags.seen)
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import", page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="da">')


def test_that_texts_are_escaped(project: Path) -> None:
    page, _ = written(project)
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#39;æv&#39;)&lt;/script&gt; &amp; tak" in page
    assert "stand-in &lt;1&gt;" in page


def test_that_every_chart_is_told_in_words(project: Path) -> None:
    page, _ = written(project)
    assert page.count("<svg") == page.count('role="img"') == 2
    assert len(re.findall(r"<desc [^>]*>[^<]{40,}</desc>", page)) == 2


def test_the_table_of_targets_is_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(project)
    printed = capsys.readouterr().out.splitlines()
    assert any(re.search(r"Hensigt: som skrevet +50,0 % +≥ 96,0 % +✗", line) for line in printed)
    assert any(re.search(r"Svar forstået .* 100,0 % +≥ 98,0 % +✓", line) for line in printed)
    assert any("måles med benchmarks/xsid.py" in line for line in printed)


def test_two_models_side_by_side(project: Path) -> None:
    written(project)
    # The other report may be the one that is overwritten.
    page, report = written(project, project / "reports" / "report.json", Improved())
    assert report["model"] == "improved"
    assert "stand-in &lt;1&gt;" in page
    assert "Hensigter: 2 blevet rigtige" in page
    assert "Hensigter: 2 blevet forkerte" in page
    assert "Uden for emnet: 1 blevet forkerte" in page
    assert re.search(r"Hensigt: som skrevet</th><td class=\"n\">50,0 %</td><td class=\"n\">50,0 %", page)


@pytest.mark.parametrize("content", ["", "[]", '{"model": "x"}'])
def test_that_a_file_which_is_no_report_is_refused(project: Path, content: str) -> None:
    other = project / "other.json"
    other.write_text(content, encoding="utf-8")
    with pytest.raises(ReportError, match=r"other\.json .*report\.json"):
        report_on(StandIn(), project, project / "reports", other)


def test_that_a_damaged_set_is_named_with_its_line(project: Path) -> None:
    with (project / "tests" / "language" / "facts.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"text": "uden fakta"}\n')
    with pytest.raises(ReportError, match=r"facts\.jsonl, linje 3"):
        report_on(StandIn(), project, project / "reports")


def test_that_a_missing_model_is_said_in_one_line(project: Path) -> None:
    from bot.evaluation.report import write_report

    with pytest.raises(ReportError, match="guide train"):
        write_report(project, project / "models", project / "reports")
