"""Names of texts that are not the rules' own: topics with a fixed answer, small talk, and topics that can be offered."""

from __future__ import annotations

from typing import Final

#: The retrieval intents faq/…, without the prefix. `privacy` is the guide's own.
FAQ: Final = (
    "nemlogin", "mitid_broker", "approved_brokers", "law", "government_task", "public_law_body", "secure_authentication",
    "assurance_level", "it_system_provider", "it_supplier", "multi_tenant", "sub_broker", "user_organisation", "mitid_erhverv",
    "management_representative", "who_can_start", "documentation", "terms", "prices", "cpr", "cpr_match", "sso", "rights_management",
    "power_of_attorney", "signing", "data_controller", "application_form", "where_to_send", "processing_time", "attach_supplier",
    "technical_administrator", "step_guide", "internal_systems", "company_form", "cvr_number", "test_environment", "integration_test",
    "metadata", "certificate", "oiosaml", "local_idp", "foreign_users", "mobile_app", "support", "privacy",
)  # fmt: skip

#: Short replies, by the intent or the event that they answer.
SMALL_TALK: Final = (
    "greet", "goodbye", "thank", "help", "bot_challenge", "feedback_positive", "feedback_negative", "insult", "not_danish",
    "citizen_problem", "out_of_scope", "talk_to_human", "delete_my_data", "restart", "show_summary", "download_record",
    "not_understood", "not_understood_again", "cpr_masked", "contact_masked",
)  # fmt: skip

#: Intents that can be offered as a topic and are neither goals nor faq.
OFFERED_TOPICS: Final = (
    "talk_to_human", "citizen_problem", "help", "show_summary", "correct_answer", "restart", "download_record", "delete_my_data",
    "ask_why", "ask_why_not",
)  # fmt: skip

#: Why something from outside is not taken: what `bot.refusals`, `bot.web` and `bot.advise` name.
PROBLEMS: Final = (
    "bad_request",
    "body_not_object",
    "body_too_large",
    "broken_json",
    "busy",
    "cvr_check_digit",
    "cvr_test_organisation",
    "field_missing",
    "field_not_object",
    "field_not_text",
    "field_unknown",
    "field_wrong",
    "guidance_facts_missing",
    "guidance_no_such_goal",
    "guidance_not_an_object",
    "guidance_not_json",
    "guidance_unknown_field",
    "internal",
    "key_invalid",
    "key_reused",
    "line",
    "method_not_allowed",
    "no_such_conversation",
    "no_such_fact",
    "not_a_company_form",
    "not_a_cvr_number",
    "not_a_organisation_name",
    "not_a_value",
    "not_found",
    "not_json",
    "one_of_three",
    "payload_unknown",
    "secret_wrong",
    "store_unavailable",
    "text_empty",
    "text_too_long",
    "text_unreadable",
    "token_missing",
    "too_many",
)
