"""What a changed text would look like to the public: the same views and templates, over words that nobody else sees yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot import turn
from bot.content.editing import Draft
from bot.content.library import IN_USE
from bot.turn.voice import ask, small_talk
from bot.web.prose import Block, blocks
from bot.web.talk_views import MessageView, view_of_talk

_QUESTION_PARTS = ("text", "again", "help", "why", "choices")


@dataclass(frozen=True)
class Preview:
    """A whole message of the guide where the text is part of one, and otherwise the text by itself, in its paragraphs."""

    message: MessageView | None
    blocks: tuple[Block, ...]


def preview(draft: Draft) -> Preview:
    """The text as the public would see it."""
    with IN_USE.showing(draft.content):
        return Preview(_message(draft.place.file, draft.place.path), blocks(draft.after))


def _message(file: str, path: tuple[str, ...]) -> MessageView | None:
    name = path[0]
    if file == "questions.yml" and path[1] in _QUESTION_PARTS:
        again = turn.State(question=name) if path[1] == "again" else turn.State()
        return _view(ask(again, name)[1], name)
    if file == "faq.yml":
        intent = f"faq/{name}"
        heard = turn.Heard("", intent, pressed=True, options={"more": "yes"} if path[1:] == ("more",) else {})
        return _view(turn.respond(turn.act_of(intent), turn.State(), heard)[1][0])
    if file == "small_talk.yml" and path[1] == "texts":
        return _view(small_talk(turn.State(said={name: int(path[2])}), name)[1])
    if file == "dialogue.yml" and path == ("opening",):
        return _view(turn.open_talk()[1][0])
    return None


def _view(message: turn.Message, asked: str | None = None) -> MessageView:
    shown: dict[str, Any] = {"from": "bot", **message.as_json()}
    talk = {"facts": {}, "question": {"fact": asked} if asked else None, "messages": [shown], "advice": None}
    return view_of_talk(talk).messages[0]
