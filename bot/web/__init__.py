"""The web: API, pages and webhook, behind limits and security headers. It decides nothing about NemLog-in itself."""

from bot.web.application import Services, create_app

__all__ = ["Services", "create_app"]
