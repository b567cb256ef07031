"""Headers that tell a browser what it may do with what it gets: as little as possible."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Everything from this site only, scripts and styles from files only, and no markup made out of strings by a script.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)


def policy(frame_ancestors: str = "'none'", frame_src: str = "'none'") -> str:
    """The policy for a page that some sites may show in a frame, or that shows one itself."""
    directives = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {frame_ancestors}")
    return f"{directives}; frame-src {frame_src}"


HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": a form sent by a page under that policy has no origin that could be checked.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Conversations are for the one who holds the token; static files say for themselves that they may be kept.
    "Cache-Control": "no-store",
}
HTTPS_ONLY: Final = "max-age=31536000"


class SecurityHeaders:
    """Adds the headers to every response that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request."""

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # A policy of its own says who may show the page in a frame, and the older header has no word for «these sites».
                own_policy = "Content-Security-Policy" in headers
                for name, value in HEADERS.items():
                    if not (own_policy and name == "X-Frame-Options"):
                        headers.setdefault(name, value)
                if scope.get("scheme") == "https":
                    headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
            await send(message)

        await self._app(scope, receive, adding if scope["type"] == "http" else send)
