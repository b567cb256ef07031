"""Facts in free text: what a Danish message states about the user's own organisation and it-system."""

from bot.language.facts.extract import extract
from bot.language.facts.model import Extraction, FactValue

__all__ = ["Extraction", "FactValue", "extract"]
