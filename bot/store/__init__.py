"""Conversations at rest: SQLite in the data folder by default, PostgreSQL where several processes share them."""

from bot.store.conversations import Conversation, ConversationStore, Entry, Remembered, StaleConversation
from bot.store.database import Database, StoreUnavailable

# Whoever opens a database creates its tables: all modules with tables are loaded with the package.
from bot.store.staff_accounts import StaffAccounts
from bot.store.staff_sessions import StaffSessions
from bot.store.staff_talks import StaffTalks
from bot.store.staff_words import ContentHistory, LinkChecks

__all__ = [
    "ContentHistory",
    "Conversation",
    "ConversationStore",
    "Database",
    "Entry",
    "LinkChecks",
    "Remembered",
    "StaffAccounts",
    "StaffSessions",
    "StaffTalks",
    "StaleConversation",
    "StoreUnavailable",
]
