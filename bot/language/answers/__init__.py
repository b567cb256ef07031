"""Reading a user's message against the open question."""

from bot.language.answers.model import Choice, FactValue, Reading
from bot.language.answers.reader import read_answer

__all__ = ["Choice", "FactValue", "Reading", "read_answer"]
