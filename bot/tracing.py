"""What happened in one turn, for someone who asks: how long each stage took, and what it came to.

A turn passes through the web, the store, the engine's thread and Rasa. Whoever wants to know opens a trace around the call;
each stage finds it in the context, and finds none otherwise. So no signature carries it, and a turn that nobody traces pays
for one look-up a stage.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

#: The stages in the order in which a message passes them.
STAGES: Final = ("masking", "repair", "intent", "facts", "policy", "actions", "store")


@dataclass
class Trace:
    """`seconds`: by stage; one that is passed several times adds up. `notes`: what the stages came to."""

    seconds: dict[str, float] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    def add(self, stage: str, seconds: float) -> None:
        """More time of a stage."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds

    def as_json(self) -> dict[str, Any]:
        """The trace as it is kept: milliseconds by stage, in the stages' order, and the notes."""
        spent = {stage: round(self.seconds[stage] * 1000, 2) for stage in STAGES if stage in self.seconds}
        return {"milliseconds": spent, **self.notes}


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current() -> Trace | None:
    """The trace that was asked for around this call; None where nobody asked."""
    return _current.get()


@contextmanager
def traced() -> Iterator[Trace]:
    """Traces what is done within."""
    with under(trace := Trace()):
        yield trace


@contextmanager
def under(trace: Trace | None) -> Iterator[None]:
    """Goes on with a trace on another thread, where the context does not follow by itself."""
    before = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(before)


class stage:
    """A stage of a turn, as a `with` block."""

    __slots__ = ("_begun", "_name", "_trace")

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        self._trace = _current.get()
        if self._trace is not None:
            self._begun = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        if self._trace is not None:
            self._trace.add(self._name, time.perf_counter() - self._begun)


def note(name: str, value: Any) -> None:
    """Keeps what a stage came to, where someone asked."""
    trace = _current.get()
    if trace is not None:
        trace.notes[name] = value
