"""content/application.yml: the draft of the reasons in an application for the right to perform government tasks."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.content.phrases import Plain, takes
from bot.content.reading import Text

Ground = Literal["public_law_body", "supplies_authorities", "supplies_many_authorities", "public_sector_broker"]


class Application(Text):
    button: Plain
    lead: Plain
    not_needed: Plain
    opening: Annotated[str, takes("organisation")]
    organisation: Plain
    cvr: Annotated[str, takes("number")]
    cvr_missing: Plain
    form: Annotated[str, takes("form")]
    form_missing: Plain
    task: Plain
    grounds_heading: Plain
    grounds: dict[Ground, Plain]
    services: Annotated[str, takes("services")]
    services_missing: Plain
    contact: Plain
