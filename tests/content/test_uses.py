"""Where words and links are used follows from the names, and agrees with the rules."""

from __future__ import annotations

import pytest

from bot.content import editing
from bot.content.library import content_folder, current
from bot.content.uses import Use, link_uses, outcome_label, rests_on_link, rests_on_source, subject, uses


@pytest.mark.parametrize(
    ("file", "path", "use"),
    [
        ("questions.yml", "company_form/text", Use("conclusions.yml", "classification")),
        ("questions.yml", "mitid_erhverv/why", Use("conclusions.yml", "steps")),
        ("questions.yml", "services/text", Use("conclusions.yml", "available_services")),
        ("conclusions.yml", "obligation/values/free_choice/text", Use("conclusions.yml", "obligation", "free_choice")),
        ("conclusions.yml", "steps/values/create_it_system/label", Use("steps.yml", "create_it_system")),
        ("steps.yml", "create_it_system/text", Use("conclusions.yml", "steps", "create_it_system")),
        ("company_forms.yml", "250/statement", Use("questions.yml", "company_form")),
        ("sources.yml", "connection_duty/heading", Use("conclusions.yml", "obligation")),
        ("links.yml", "application_form/url", Use("steps.yml", "apply_for_government_task_right")),
        ("faq.yml", "mitid_broker/title", Use("faq.yml", "nemlogin")),
    ],
)
def test_a_text_is_used_by_its_subject_and_by_what_takes_it_up(file: str, path: str, use: Use) -> None:
    found = uses(current(), file, tuple(path.split("/")))
    assert found[0].file == file
    assert use in found


def test_a_question_that_no_conclusion_depends_on_is_used_by_none() -> None:
    assert uses(current(), "questions.yml", ("organisation_name", "text")) == (
        Use("questions.yml", "organisation_name"),
    )


def test_every_text_has_a_use_whose_subject_has_a_name() -> None:
    content, folder = current(), content_folder()
    for file in editing.files(folder):
        for leaf in editing.leaves(folder, file):
            for use in uses(content, file, leaf.place.path):
                assert subject(content, use.file, use.name)
                if use.outcome:
                    assert outcome_label(content, use.name, use.outcome)


def test_on_a_source_rest_the_conclusions_that_give_it_and_the_questions_behind_them() -> None:
    rests = rests_on_source(current(), "connection_duty")
    assert Use("conclusions.yml", "obligation") in rests.conclusions
    assert Use("conclusions.yml", "classification") not in rests.conclusions
    assert {"role", "government_task", "secure_authentication", "public_law_body"} <= set(rests.questions)
    assert "mitid_erhverv" not in rests.questions


def test_on_a_link_rest_its_sources_with_theirs_and_all_that_sends_people_there() -> None:
    rests = rests_on_link(current(), "connection_page")
    assert "before_you_start" in rests.sources
    assert Use("conclusions.yml", "classification") in rests.conclusions
    assert Use("small_talk.yml", "out_of_scope") in rests.others
    assert rests_on_link(current(), "cvr_lookup").questions[0] == "company_form"


def test_each_link_has_something_that_rests_on_it() -> None:
    content = current()
    for name in content.links:
        rests = rests_on_link(content, name)
        assert rests.conclusions or rests.questions or rests.others
    assert {link for _, link in link_uses(content)} == set(content.links)
