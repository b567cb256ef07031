"""The Rasa agent inside this process. The only package that imports Rasa, so the only one that needs it made to run.

Importing anything from here first puts the stand-ins of `compat` in place; a Rasa module imported before that would fail.
"""

from bot.dialogue import compat

compat.install()
