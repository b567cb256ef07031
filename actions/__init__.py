"""Rasa's custom actions: one file per act of `bot.turn`. They carry slots in and messages out, and decide nothing.

They run inside the process of `guide serve`, and as well on their own as `guide rasa run actions`.
"""
