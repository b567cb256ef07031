"""Settings: defaults that work, the environment before the file, and one clear line for a value that cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_env_file


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, tmp_path)
    assert settings.data_dir == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path / 'var' / 'guide.sqlite3'}"
    assert (settings.redis_url, settings.webhook_secret) == (None, None)
    assert settings.rate_limits
    assert settings.retention_days == 30
    assert (settings.content_dir / "problems.yml").is_file()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GUIDE_RETENTION_DAYS=7\nGUIDE_LOG_LEVEL=debug\n", encoding="utf-8")
    settings = Settings.from_environment({"GUIDE_RETENTION_DAYS": "14"}, tmp_path)
    assert (settings.retention_days, settings.log_level) == (14, "DEBUG")


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    assert Settings.from_environment({"GUIDE_RETENTION_DAYS": " "}, tmp_path).retention_days == 30


def test_the_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GUIDE_DATA_DIR": "elsewhere"}, tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'elsewhere' / 'guide.sqlite3'}"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_through_psycopg(scheme: str, tmp_path: Path) -> None:
    settings = Settings.from_environment({"GUIDE_DATABASE_URL": f"{scheme}://guide:secret@db/guide"}, tmp_path)
    assert settings.database_url == "postgresql+psycopg://guide:secret@db/guide"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GUIDE_RETENTION_DAYS", "0"),
        ("GUIDE_RETENTION_DAYS", "tredive"),
        ("GUIDE_RETENTION_DAYS", "-1"),
        ("GUIDE_RETENTION_DAYS", "9" * 5000),
        ("GUIDE_RATE_LIMITS", "maybe"),
        ("GUIDE_DEMO", "ja"),
        ("GUIDE_EMBEDDING_SITES", "support.example.dk"),
        ("GUIDE_EMBEDDING_SITES", "http://support.example.dk"),
        ("GUIDE_EMBEDDING_SITES", "https://support.example.dk/side"),
        ("GUIDE_EMBEDDING_SITES", "https://ok.example.dk *"),
        ("GUIDE_EMBEDDING_SITES", "https://ok.example.dk;script-src"),
        ("GUIDE_LOG_LEVEL", "loud"),
        ("GUIDE_WEBHOOK_SECRET", "short"),
        ("GUIDE_TURN_SECONDS", "nan"),
        ("GUIDE_DATABASE_URL", "mysql://root:secret@db/guide"),
        ("GUIDE_DATABASE_URL", "sqlite://"),
        ("GUIDE_REDIS_URL", "localhost:6379"),
    ],
)
def test_a_bad_value_is_told_in_one_line_that_names_the_setting(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as told:
        Settings.from_environment({name: value}, tmp_path)
    text = str(told.value)
    assert text.startswith(f"{name} ")
    assert "\n" not in text
    assert "secret" not in text


def test_secrets_stay_out_of_the_representation(tmp_path: Path) -> None:
    given = {
        "GUIDE_WEBHOOK_SECRET": "a-secret-of-enough-length",
        "GUIDE_DATABASE_URL": "postgresql://guide:a-secret@db/guide",
        "GUIDE_REDIS_URL": "redis://:a-secret@redis/0",
    }
    assert "a-secret" not in repr(Settings.from_environment(given, tmp_path))


def test_a_file_of_settings_takes_comments_quotes_and_exports(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "\ufeff# indstillinger\n\nexport GUIDE_A=en\nGUIDE_B = 'to # tre'\nGUIDE_C=\"fire\" # fem\nGUIDE_D=seks#syv # otte\nGUIDE_E=\n",
        encoding="utf-8",
    )
    read = read_env_file(file)
    assert read == {"GUIDE_A": "en", "GUIDE_B": "to # tre", "GUIDE_C": "fire", "GUIDE_D": "seks#syv", "GUIDE_E": ""}


@pytest.mark.parametrize("line", ["GUIDE_DATA_DIR", "=var", "GUIDE DATA=var"])
def test_a_line_that_is_no_setting_is_named_by_its_number(line: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"# først\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="linje 2"):
        read_env_file(tmp_path / ".env")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"GUIDE_A=\xff")
    with pytest.raises(SettingsError, match="kan ikke læses"):
        read_env_file(tmp_path / ".env")


def test_the_example_names_every_setting_and_changes_none(tmp_path: Path) -> None:
    project = Path(__file__).parents[1]
    example = (project / ".env.example").read_text(encoding="utf-8")
    names = re.findall(r'_read\(given, "(GUIDE_\w+)"', (project / "bot" / "settings.py").read_text(encoding="utf-8"))
    assert names
    assert [name for name in names if f"#{name}=" not in example] == []
    without = Settings.from_environment({}, tmp_path)
    (tmp_path / ".env").write_text(example, encoding="utf-8")
    assert Settings.from_environment({}, tmp_path) == without


def test_sites_that_may_embed_the_guide_are_listed(tmp_path: Path) -> None:
    given = {"GUIDE_EMBEDDING_SITES": "https://support.example.dk, http://localhost:3000"}
    assert Settings.from_environment(given, tmp_path).embedding_sites == (
        "https://support.example.dk",
        "http://localhost:3000",
    )
    assert Settings.from_environment({}, tmp_path).embedding_sites == ()


def test_a_name_and_a_mark_of_ones_own_may_be_given(tmp_path: Path) -> None:
    (tmp_path / "mark.svg").write_text("<svg/>")
    settings = Settings.from_environment({"GUIDE_SITE_NAME": "Vores guide", "GUIDE_MARK": "mark.svg"}, tmp_path)
    assert (settings.site_name, settings.mark) == ("Vores guide", tmp_path / "mark.svg")
    assert Settings.from_environment({}, tmp_path).mark is None


@pytest.mark.parametrize("file", ["none.svg", "mark.gif", "large.svg"])
def test_a_mark_that_cannot_be_shown_on_every_page_is_refused(file: str, tmp_path: Path) -> None:
    (tmp_path / "mark.gif").write_text("GIF")
    (tmp_path / "large.svg").write_bytes(b" " * 50_001)
    with pytest.raises(SettingsError, match="GUIDE_MARK"):
        Settings.from_environment({"GUIDE_MARK": file}, tmp_path)
