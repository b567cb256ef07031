"""The words: everything in content/, read once, checked, and frozen."""

from bot.content.library import Content, load_content
from bot.content.reading import ContentError

__all__ = ["Content", "ContentError", "load_content"]
