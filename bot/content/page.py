"""The words of the page around the talk: content/page.yml, one field each."""

from __future__ import annotations

from typing import Annotated

from bot.content.phrases import Plain, takes
from bot.content.reading import Text


class SiteWords(Text):
    """What stands on every page."""

    name: Plain
    tagline: Plain
    skip: Plain
    menu: Plain
    home: Plain
    privacy: Plain
    accessibility: Plain
    footer: Plain
    official: Plain


class TalkWords(Text):
    """Around the messages."""

    title: Plain
    intro: Plain
    heading: Plain
    guide: Plain
    wrote: Plain
    chose: Plain
    suggestions: Plain
    help: Plain
    why: Plain
    several_hint: Plain
    send_choices: Plain
    read_more: Plain
    source: Plain
    checked: Annotated[str, takes("date")]
    open_record: Plain
    open_deletion: Plain
    arrived_elsewhere: Plain
    fetch_talk: Plain


class ComposeWords(Text):
    """The field to write in."""

    label: Plain
    hint: Plain
    keys: Plain
    send: Plain
    left: Annotated[str, takes("count")]
    over: Annotated[str, takes("count")]


class ToolWords(Text):
    """What can be done with the talk as a whole."""

    heading: Plain
    restart: Plain
    record: Plain
    delete: Plain


class PanelWords(Text):
    """*Det har jeg forstået*."""

    heading: Plain
    nothing: Plain
    change: Plain
    change_what: Annotated[str, takes("name")]
    new_value: Annotated[str, takes("name")]
    save: Plain
    common_forms: Plain
    other_forms: Plain
    not_known: Plain
    outcome: Plain
    no_outcome: Plain


class AdviceWords(Text):
    """Around the conclusions."""

    reasons: Plain
    because: Plain
    why_not: Plain
    source: Plain
    steps: Plain
    maybe: Plain
    find_out: Plain
    link: Plain
    link_note: Plain
    version: Annotated[str, takes("version")]


class PictureWords(Text):
    """The picture of the decision."""

    fold: Plain
    heading: Plain
    image: Plain
    hint: Plain
    rests_on: Annotated[str, takes("answers")]
    waits_for: Annotated[str, takes("answers")]
    answer: Annotated[str, takes("name", "value")]
    open: Plain
    not_asked: Plain
    otherwise: Annotated[str, takes("condition", "outcome")]
    services: Annotated[str, takes("status")]
    otherwise_heading: Plain


class DraftWords(Text):
    """The draft of an application."""

    heading: Plain
    gaps: Plain
    take: Plain
    taken: Plain
    send: Plain


class RecordWords(Text):
    """The page to print."""

    title: Plain
    lead: Plain
    made: Annotated[str, takes("date")]
    checked: Annotated[str, takes("date")]
    print: Plain
    print_hint: Plain
    back: Plain
    answers: Plain
    no_answers: Plain
    unfinished: Plain
    advice: Plain
    sources: Plain
    link: Plain


class GuidanceWords(Text):
    """The page behind a shared link."""

    title: Plain
    lead: Plain
    facts: Plain
    missing: Annotated[str, takes("questions")]
    carry_on: Plain
    start: Plain
    rules_changed: Plain
    invalid_title: Plain
    invalid: Plain


class DeletionWords(Text):
    """Deleting the talk."""

    title: Plain
    lead: Plain
    save_first: Plain
    confirm: Plain
    cancel: Plain
    nothing_title: Plain
    nothing: Plain
    done_title: Plain
    done: Plain
    again: Plain


class ProblemWords(Text):
    """What can go wrong for someone who writes."""

    heading: Plain
    page_title: Annotated[str, takes("title")]
    text_empty: Plain
    text_too_long: Plain
    text_unreadable: Plain
    nothing_chosen: Plain
    choice_unusable: Plain
    cvr_unusable: Plain
    busy: Plain
    too_many: Plain
    out_of_order: Plain
    foreign: Plain
    ended: Plain
    ended_on_return: Plain
    ended_here: Plain
    start_anew: Plain
    sending: Plain
    slow: Plain
    offline: Plain
    unreachable: Plain
    retry: Plain
    give_up: Plain
    not_sent: Plain


class Section(Text):
    """A heading and what stands under it: empty line = paragraph, "- " = item of a list."""

    heading: Plain
    text: str


class WidgetWords(Text):
    """The launcher on another site's page, and what it opens."""

    launch: Plain
    close: Plain
    opening: Plain
    trouble: Plain
    own_window: Plain


class DemoWords(Text):
    """The page of an imagined site, to see the guide in."""

    title: Plain
    lead: Plain
    field: Plain
    body: Plain


class TextPage(Text):
    """A page of text."""

    title: Plain
    intro: Plain
    sections: tuple[Section, ...]


class MissingWords(Text):
    """The page for an address that leads nowhere."""

    title: Plain
    lead: Plain
    back: Plain


class PageWords(Text):
    """content/page.yml."""

    site: SiteWords
    talk: TalkWords
    compose: ComposeWords
    tools: ToolWords
    panel: PanelWords
    advice: AdviceWords
    picture: PictureWords
    draft: DraftWords
    record: RecordWords
    guidance: GuidanceWords
    deletion: DeletionWords
    problems: ProblemWords
    privacy: TextPage
    accessibility: TextPage
    missing: MissingWords
    widget: WidgetWords
    demo: DemoWords
