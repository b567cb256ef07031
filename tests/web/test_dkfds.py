"""What is taken of Det Fælles Designsystem: the components of the page, fit for its layout, its readers and its dark mode."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from bot.web.dkfds import FONTS, ICONS, LICENCES, STYLESHEET, PackageError, palette, take, trim

PROJECT = Path(__file__).resolve().parents[2]
COLOURS = '$gray: (\n    "gray-600": #454545,\n    "red-700": #CC0000\n);'
CSS = """@charset "UTF-8";
html{ font-size:62.5%; }
ul > li::before{ content:""; }
/* a comment { with a brace */
.button.button-primary, .card .button{
  background-color:#454545;
  color:white;
  font-size:1.6rem;
}
@media (min-width: 768px){
  .alert{ padding:0.8rem; }
  .card{ padding:1rem; }
}
@media print{ .alert{ color:black; } }
@font-face{ font-family:"IBM Plex Sans"; src:url("complete.ttf"); }
.form-checkbox:checked + label::before{ background-image:url("../img/svg-icons/check-white.svg"); }
.form-checkbox:disabled + label{ color:#CC0000; }
"""


def packed(folder: Path, **changed: bytes | None) -> Path:
    """A package as npm gives it; `changed`: the content of some files by the last part of their name, None for one that is missing."""
    files = {
        "dist/css/dkfds.css": CSS.encode(),
        "dist/scss/values/colors/_fds-colors.scss": COLOURS.encode(),
        "dist/css/dkfds-virkdk.css": b"not needed",
        **{f"dist/img/svg-icons/{name}.svg": b"<svg/>" for name in (*ICONS, "check-white", "car")},
        **{f"dist/fonts/IBMPlexSans/split/woff2/{name}": b"font" for name in FONTS.values()},
        **dict.fromkeys(LICENCES, b"You may."),
    }
    archive = folder / "dkfds.tgz"
    with tarfile.open(archive, "w:gz") as package:
        for name, data in files.items():
            content = changed.get(Path(name).stem, data)
            if content is not None:
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(content)
                package.addfile(entry, io.BytesIO(content))
    return archive


def test_only_rules_of_the_components_are_taken() -> None:
    css, _ = trim(CSS, palette(COLOURS))
    assert css.splitlines() == [
        ".button.button-primary{background-color:var(--fds-gray-600,#454545);color:var(--fds-white,#fff);font-size:1rem}",
        "@media (min-width: 768px){",
        ".alert{padding:0.5rem}",
        "}",
        '.form-checkbox:checked + label::before{background-image:url("check-white.svg")}',
    ]


def test_lengths_count_from_the_readers_own_text_size() -> None:
    css, _ = trim(".alert{margin:calc(1.2rem - 12px) 2.4rem;width:305px;padding:0.04rem}", {})
    assert css == ".alert{margin:calc(0.75rem - 12px) 1.5rem;width:305px;padding:0.025rem}\n"


def test_colours_of_no_name_stay_as_they_are() -> None:
    css, _ = trim(".alert{color:#CC0000;background:#123456;white-space:nowrap}", palette(COLOURS))
    assert css == ".alert{color:var(--fds-red-700,#CC0000);background:#123456;white-space:nowrap}\n"


def test_the_icons_of_the_rules_come_along() -> None:
    assert trim(CSS, {})[1] == {"check-white.svg"}


def test_taking_leaves_the_stylesheet_its_pictures_two_weights_and_the_licences(tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    (folder / "from-an-older-version.svg").write_text("<svg/>")
    take(packed(tmp_path), folder)
    icons = {"check-white.svg", *(f"{each}.svg" for each in ICONS)}
    assert {each.name for each in folder.iterdir()} == {STYLESHEET, *icons, *FONTS.values(), *LICENCES.values()}
    css = (folder / STYLESHEET).read_text()
    assert "62.5%" not in css
    assert all(f'url("{font}")' in css for font in FONTS.values())


@pytest.mark.parametrize("lost", ["LICENSE", "error", "IBMPlexSans-Regular-Latin1"])
def test_a_package_without_something_that_is_needed_is_named_and_nothing_is_taken(tmp_path: Path, lost: str) -> None:
    changed: dict[str, bytes | None] = {lost: None}
    with pytest.raises(PackageError, match=f"{lost}.* is not in the package"):
        take(packed(tmp_path, **changed), tmp_path / "taken")
    assert not (tmp_path / "taken").exists()


def test_the_lock_file_names_content_and_no_host() -> None:
    lines = [each for each in (PROJECT / "requirements/npm.lock").read_text().splitlines() if not each.startswith("#")]
    assert {each.partition("@")[0] for each in lines} == {"dkfds", "axe-core", "typescript"}
    for line in lines:
        name, digest = line.split()
        assert "/" not in name
        assert digest.startswith("sha512-")
