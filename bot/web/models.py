"""The shapes of requests, which are checked against them, and of answers, which the domain makes as described here."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.guidance.goals import DEFAULT_GOAL
from bot.incoming import LONGEST_PAYLOAD, LONGEST_TEXT, Answer, Incoming

FactJson = str | int | list[str]
Status = Literal["decided", "needs_facts", "depends"]


class Request(BaseModel):
    """What comes from outside: nothing is converted, and no field is let through that is not known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class GuidanceRequest(Request):
    """Facts and what is to be found out from them."""

    facts: dict[str, Any] = Field(examples=[{"company_form": 250, "role": "system_provider"}])
    goal: str = Field(DEFAULT_GOAL, examples=["connection"])


class OpenRequest(Request):
    """Nothing needs to be told to open a conversation."""


class AnswerRequest(Request):
    """The open question answered, or an earlier fact changed."""

    fact: str = Field(examples=["mitid_erhverv"])
    value: Any = Field(examples=["no"])


class MessageRequest(Request):
    """A message: exactly one of a text, the payload of a button, and an answer."""

    # The lengths are told here and checked by the domain, which says them in Danish.
    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"minProperties": 1, "maxProperties": 1})

    text: str | None = Field(None, json_schema_extra={"maxLength": LONGEST_TEXT}, examples=["Vi er en kommune"])
    payload: str | None = Field(None, json_schema_extra={"maxLength": LONGEST_PAYLOAD})
    answer: AnswerRequest | None = None

    def incoming(self) -> Incoming:
        """The message for the domain. Raises `Refused` unless it is exactly one of the three."""
        answer = None if self.answer is None else Answer(self.answer.fact, self.answer.value)
        return Incoming(self.text, self.payload, answer)


class WebhookRequest(BaseModel):
    """A message as Rasa's REST channel takes it; what else clients send along is ignored."""

    sender: str = Field(min_length=1, max_length=255)
    message: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str


class Choice(BaseModel):
    """One answer to a question."""

    value: str | int
    label: str


class Question(BaseModel):
    """A question with the answers it can have."""

    fact: str
    text: str
    choices: list[Choice]


class Reason(BaseModel):
    """A fact that a conclusion rests on."""

    fact: str
    value: FactJson


class Source(BaseModel):
    """Where a conclusion can be read."""

    page: str
    heading: str
    url: str


class Case(BaseModel):
    """What follows if facts that are not known have these values."""

    condition: dict[str, FactJson] = Field(alias="if")
    value: Any


class Conclusion(BaseModel):
    """A conclusion that is decided, with its reasons; or, with `value` null, what it depends on."""

    value: str | list[str] | dict[str, str] | None
    text: str
    because: list[Reason] | None = None
    rule: str | None = None
    why_not: dict[str, str] | None = None
    source: Source | None = None
    checked: str | None = None
    depends_on: list[str] | None = None
    cases: list[Case] | None = None


class Link(BaseModel):
    """A link that helps with a step."""

    label: str
    url: str


class Step(BaseModel):
    """A step of connecting; certain when it is taken whatever the facts are that are not known."""

    id: str
    title: str
    text: str
    links: list[Link]
    certain: bool


class Guidance(BaseModel):
    """All that can be said about a goal."""

    goal: str
    status: Status
    next_question: Question | None
    conclusions: dict[str, Conclusion]
    steps: list[Step]


class Button(BaseModel):
    """A ready-made reply. The payload is opaque."""

    title: str
    payload: str


class BotMessage(BaseModel):
    """What the guide says. The text says all that matters; `kind` and `details` let a page show it in a richer way."""

    text: str
    buttons: list[Button]
    kind: str
    details: dict[str, Any]


class OpenedConversation(BaseModel):
    """A new conversation; the token is the only key to it."""

    id: str
    token: str
    messages: list[BotMessage]


class Standing(BaseModel):
    """Where a conversation stands."""

    question: Question | None
    facts: dict[str, FactJson]
    advice: Guidance | None


class ConversationReply(Standing):
    """The answer to a message."""

    messages: list[BotMessage]


class PastMessage(BaseModel):
    """A message of the user, masked, or of the guide."""

    sender: Literal["user", "bot"] = Field(alias="from")
    at: str
    text: str
    buttons: list[Button]
    kind: str
    details: dict[str, Any] | None = None


class ConversationState(Standing):
    """A whole conversation."""

    id: str
    messages: list[PastMessage]


class WebhookMessage(BaseModel):
    """A message as Rasa's REST channel gives it."""

    recipient_id: str
    text: str
    buttons: list[Button] | None = None
