"""The tables of the staff bench: accounts, what opens them, and the log of what was changed."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from bot.store.tables import METADATA, Moment


def _of_account(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "account",
        String(32),
        ForeignKey("staff_accounts.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


STAFF_ACCOUNTS: Final = Table(
    "staff_accounts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(60), nullable=False),
    # The name as it is compared: without differences of case.
    Column("name_key", String(180), nullable=False, unique=True),
    Column("role", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password_hash", String(255), nullable=False),
    Column("password_set", Moment, nullable=False),
    # Someone else has seen the password: it opens nothing but the page where it is changed.
    Column("one_time", Boolean, nullable=False),
    # A secret that is not on yet is one that was offered and not confirmed.
    Column("totp_secret", String(64)),
    Column("totp_on", Boolean, nullable=False),
    # The time step of the last code that was taken: neither it nor an earlier one is taken again.
    Column("totp_step", BigInteger, nullable=False),
    Column("created", Moment, nullable=False),
)

STAFF_RECOVERY_CODES: Final = Table(
    "staff_recovery_codes",
    METADATA,
    _of_account(primary_key=True),
    # The codes have 80 random bits, so that a plain hash cannot be turned back.
    Column("code_hash", String(64), primary_key=True),
)

STAFF_SESSIONS: Final = Table(
    "staff_sessions",
    METADATA,
    # SHA-256 of the token in the cookie, which has 256 random bits.
    Column("token_hash", String(64), primary_key=True),
    _of_account(),
    # "code": the password was right and the code is missing; "in": all the way.
    Column("stage", String(4), nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Index("staff_sessions_by_account", "account"),
)

STAFF_ATTEMPTS: Final = Table(
    "staff_attempts",
    METADATA,
    # HMAC of a name or an address: who tried, and from where, cannot be read here.
    Column("key_hash", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("latest", Moment, nullable=False),
    Column("locked_until", Moment),
)

STAFF_KEYS: Final = Table(
    "staff_keys",
    METADATA,
    Column("name", String(20), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

STAFF_AUDIT: Final = Table(
    "staff_audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", String(60), nullable=False),
    Column("action", String(80), nullable=False),
    Column("subject", String(200), nullable=False),
    # JSON as text: what is hashed is what is kept, byte for byte.
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("staff_audit_by_who", "who"),
    Index("staff_audit_by_action", "action"),
)

#: One row: the last link of the chain. It is locked while a link is added, and tells when the last links were cut off.
STAFF_AUDIT_HEAD: Final = Table(
    "staff_audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
