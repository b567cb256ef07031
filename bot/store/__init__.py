"""Conversations at rest: SQLite in the data folder by default, PostgreSQL where several processes share them."""

from bot.store.conversations import Conversation, ConversationStore, Entry, Remembered, StaleConversation
from bot.store.database import Database, StoreUnavailable

__all__ = [
    "Conversation",
    "ConversationStore",
    "Database",
    "Entry",
    "Remembered",
    "StaleConversation",
    "StoreUnavailable",
]
