"""The code from an app beside the password (TOTP, RFC 6238), and the codes for when the app is lost."""

from __future__ import annotations

import base64
import hashlib
import io
import secrets
from datetime import datetime
from typing import Final

import pyotp
import segno

#: What the app shows the code under.
ISSUER: Final = "Tilslutningsguiden"
SECONDS: Final = 30
#: Steps to either side that are taken too: clocks differ.
LEEWAY: Final = 1
RECOVERY_CODES: Final = 10


def new_secret() -> str:
    """A secret of 160 bits."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step that a code belongs to; None when it is wrong or of another time."""
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    totp, now = pyotp.TOTP(secret, interval=SECONDS), int(at.timestamp()) // SECONDS
    # All are looked at, so that the time it takes tells nothing.
    right = [
        step
        for step in range(now - LEEWAY, now + LEEWAY + 1)
        if secrets.compare_digest(totp.generate_otp(step), digits)
    ]
    return right[-1] if right else None


def address_for_app(secret: str, name: str) -> str:
    """What the app reads out of the picture."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=name, issuer_name=ISSUER)


def picture(secret: str, name: str) -> bytes:
    """The same as a QR code, in SVG: dark on light, whatever the page's colours."""
    drawn = io.BytesIO()
    segno.make(address_for_app(secret, name), error="m", micro=False).save(
        drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff", omitsize=False
    )
    return drawn.getvalue()


def grouped(secret: str) -> str:
    """The secret as it is easiest to type: in fours."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Codes of 80 random bits, in fours."""
    codes = (base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES))
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code: the same however it is typed."""
    plain = "".join(each for each in code.lower() if each.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
