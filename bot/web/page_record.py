"""The page to print: what was answered, what follows from it and why, on this day."""

from __future__ import annotations

from datetime import date

from fastapi import Request
from starlette.responses import Response

from bot.danish import date_in_words
from bot.guidance.facts import Facts, check_facts
from bot.guidance.goals import DEFAULT_GOAL
from bot.store import StoreUnavailable
from bot.web.advice_views import draft_of, fact_rows, view_of_facts
from bot.web.page_talk import TalkKey, TalkPage
from bot.web.rendering import words


async def record_page(talk: TalkPage, request: Request, key: TalkKey | None, today: date) -> Response:
    """The record of the talk that the key opens. It is a page of its own also where the talk is inside another site's."""
    try:
        state = await talk.state(key)
    except StoreUnavailable:
        text = words().problems.out_of_order
        return talk.renderer.page("problem.html", 503, title=words().record.title, text=text)
    facts = check_facts(state["facts"]) if state else Facts({})
    goal = state["advice"]["goal"] if state and state["advice"] else DEFAULT_GOAL
    return talk.renderer.page(
        "record.html",
        facts=fact_rows(facts),
        advice=view_of_facts(facts, goal) if facts else None,
        draft=draft_of(facts),
        made=date_in_words(today.isoformat()),
        site=str(request.base_url).rstrip("/"),
        back=not talk.embedded,
        embedded="",
    )
