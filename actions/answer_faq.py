"""Answers a question that has a fixed, sourced answer."""

from __future__ import annotations

from actions.base import ActAction


class AnswerFaq(ActAction):
    """`action_answer_faq`, the act `answer_faq` of `bot.turn`."""

    act = "answer_faq"
