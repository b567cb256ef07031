"""The words in content/, read once for all tests."""

from __future__ import annotations

from functools import lru_cache

from bot.answers import Wording
from bot.content import load_content
from bot.content.library import content_folder


@lru_cache(maxsize=1)
def wording() -> Wording:
    return Wording(load_content(content_folder()))
