"""The guide's intent reader on a public set: Danish xSID, trained on its validation and machine-translated sentences.

The reader needs texts that are out of scope. xSID has none, so some of the guide's own questions stand in: what the
guide is about is what xSID's alarms, weather and music are not.

The set (CC BY-SA 4.0) is no part of the project; where it lies can be given as an argument.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import threadpoolctl

from bot.evaluation.datasets import OUT_OF_SCOPE, training_texts
from bot.language import embedding
from bot.language.classifier import IntentClassifier

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_FOLDER = ROOT.parent / "shared" / "data" / "xsid"
EMBEDDING = ROOT / "models" / "embedding"

#: One in so many of the guide's questions is taken; some 300 are enough.
EVERY = 15

Example = tuple[str, str]


def conll(path: Path) -> Iterator[Example]:
    """Text and intent of each sentence of a CoNLL file, from the comments above its words."""
    text = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.removeprefix("#").partition("=")
        if not (line.startswith("#") and equals):
            continue
        if name.strip() == "text":
            text = value.strip()
        elif name.strip() == "intent":
            yield text, value.strip()


def translated(path: Path) -> Iterator[Example]:
    """Text and intent of each sentence of a JSON-lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["intent"]


def questions() -> list[Example]:
    """Some of the guide's questions, from all subjects, as texts out of scope."""
    ours = [text for text, intent in training_texts(ROOT / "data" / "nlu") if intent.startswith("faq/")]
    return [(text, OUT_OF_SCOPE) for text in ours[::EVERY]]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER
    if not (folder / "xsid07.da.test.conll").is_file():
        print(f"skipped: xSID is not in {folder}")
        return
    training = [*conll(folder / "xsid07.da.valid.conll"), *translated(folder / "xsid_mt_sub.jsonl")]
    test = list(conll(folder / "xsid07.da.test.conll"))
    embedding.build(EMBEDDING)
    embedder = embedding.Embedder.load(EMBEDDING)
    started = time.perf_counter()
    with threadpoolctl.threadpool_limits(1):
        texts, intents = zip(*training, *questions(), strict=True)
        classifier = IntentClassifier.fit(texts, intents, embedder)
        print(
            f"trained on {len(training)} sentences in {time.perf_counter() - started:.0f} s, e5 {'in' if embedder else 'not in'} use"
        )
        wrong = [(text, intent, got) for text, intent in test if (got := best(classifier, text)) != intent]
    for text, intent, got in wrong:
        print(f"  {text!r}: {intent}, read as {got}")
    print(f"xSID-da test: {100 * (1 - len(wrong) / len(test)):.1f} % of {len(test)}")


def best(classifier: IntentClassifier, text: str) -> str:
    """The intent that is read."""
    return str(classifier.predict(text).ranking[0][0])


if __name__ == "__main__":
    main()
