"""Tracing a turn: what is told where someone asks, and nothing where nobody does."""

from __future__ import annotations

import threading

from bot import tracing


def test_stages_and_notes_go_to_the_trace_that_is_open() -> None:
    with tracing.traced() as trace:
        for _ in range(2):
            with tracing.stage("repair"):
                pass
        with tracing.stage("masking"):
            pass
        tracing.note("repaired", {"text": "kommune"})
    kept = trace.as_json()
    assert list(kept["milliseconds"]) == ["masking", "repair"]
    assert kept["repaired"] == {"text": "kommune"}


def test_nothing_is_kept_where_nobody_asked() -> None:
    with tracing.stage("repair"):
        tracing.note("repaired", {"text": "kommune"})
    assert tracing.current() is None


def test_another_thread_finds_the_trace_only_when_it_is_handed_over() -> None:
    found: list[tracing.Trace | None] = []

    def look(trace: tracing.Trace | None) -> None:
        found.append(tracing.current())
        with tracing.under(trace):
            found.append(tracing.current())

    with tracing.traced() as trace:
        thread = threading.Thread(target=look, args=(trace,))
        thread.start()
        thread.join()
    assert found == [None, trace]


def test_a_stage_that_fails_is_timed_too() -> None:
    with tracing.traced() as trace:
        try:
            with tracing.stage("actions"):
                raise ValueError
        except ValueError:
            pass
    assert "actions" in trace.seconds
