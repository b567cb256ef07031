"""The intents, and the act that each leads to. Rasa's rules follow this table, and a test holds them to it."""

from __future__ import annotations

from typing import Final

from bot.content.names import FAQ

#: Intent → goal.
GOAL_INTENTS: Final = {
    "find_connection": "connection",
    "ask_classification": "classification",
    "ask_obligation": "obligation",
    "ask_government_task_right": "government_task_right",
    "ask_services": "services",
}

#: Act → the intents that lead to it.
ACTS: Final[dict[str, tuple[str, ...]]] = {
    "pursue_goal": tuple(GOAL_INTENTS),
    "take_answer": ("inform", "affirm", "deny", "dont_know"),
    "correct_answer": ("correct_answer",),
    "answer_faq": ("faq",),
    "explain": ("ask_why",),
    "explain_why_not": ("ask_why_not",),
    "help": ("help",),
    "small_talk": (
        "greet", "goodbye", "thank", "bot_challenge", "feedback_positive", "feedback_negative", "insult", "not_danish",
        "citizen_problem", "out_of_scope",
    ),
    "restart": ("restart",),
    "go_back": ("go_back",),
    "show_summary": ("show_summary",),
    "offer_record": ("download_record",),
    "offer_deletion": ("delete_my_data",),
    "hand_over": ("talk_to_human",),
    "offer_topics": ("nlu_fallback",),
}  # fmt: skip

#: Every intent by its whole name.
INTENTS: Final = frozenset(
    {intent for intents in ACTS.values() for intent in intents if intent != "faq"} | {f"faq/{topic}" for topic in FAQ}
)


def act_of(intent: str) -> str:
    """The act that an intent leads to."""
    base = intent.split("/", 1)[0]
    return next(act for act, intents in ACTS.items() if base in intents)
