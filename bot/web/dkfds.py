"""Det Fælles Designsystem: takes from its npm package what the page uses, into a folder that is never committed.

Its stylesheet is for a whole site: it sets the size of all text, every list and every heading. Taken are the rules of the components
named here alone, so that the layout stays ours; lengths count from the reader's own text size, and every colour of the palette can be
set by a variable of its name (`--fds-gray-900`), which is how the page gives it a dark mode and a colour of its own.

`python -m bot.web.dkfds ARCHIVE` is what scripts/design-system runs.
"""

from __future__ import annotations

import re
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
#: Where it is put, and where the page looks for it.
FOLDER: Final = PROJECT / "vendor" / "dkfds"
STYLESHEET: Final = "dkfds.css"

#: Classes of the components that the page uses. A rule that needs any other class is left behind, and so is one that needs none.
CLASSES: Final = frozenset(
    {
        *("button", "button-primary", "button-secondary", "button-warning", "function-link", "back-link"),
        *("details", "details-summary", "details-text"),
        *("alert", "alert-error", "alert-warning", "alert-info", "alert-heading", "alert-text"),
        *("form-label", "form-hint", "form-input", "form-select", "form-group", "form-error", "form-error-message"),
        *("form-group-checkbox", "form-group-radio", "form-checkbox", "form-radio"),
    }
)
#: Icons that the page places itself; those in the rules come along.
ICONS: Final = ("error", "warning", "info")
#: Weights, each with the Latin-1 part of IBM Plex Sans: 17 kB each. Headings are set in the same weight as what is strong.
FONTS: Final = {"400": "IBMPlexSans-Regular-Latin1.woff2", "600 700": "IBMPlexSans-SemiBold-Latin1.woff2"}
LICENCES: Final = {
    "LICENSE.md": "LICENSE.md",
    "dist/fonts/IBMPlexSans/split/woff2/license.txt": "LICENSE-IBM-Plex-Sans.txt",
}

#: States that nothing on the page is ever in.
_NEVER: Final = re.compile(r":disabled|aria-checked|aria-hidden|::-ms-|type=file|^table ")
_ICON: Final = re.compile(r'url\("\.\./img/svg-icons/([a-z-]+\.svg)"\)')
#: dkfds sets the size of all text so that 1rem is 10 pixels; here it stays what the reader has chosen, 16 where nothing is.
_REM: Final = re.compile(r"(?<![\w.])(\d*\.?\d+)rem\b")


class PackageError(Exception):
    """The package does not hold what is needed; its text is one line that says what."""


def take(archive: Path, folder: Path = FOLDER) -> None:
    """Puts what is needed of the package into the folder, in place of what is there. Raises `PackageError`."""
    with tarfile.open(archive) as package:

        def read(name: str) -> bytes:
            try:
                file = package.extractfile(f"package/{name}")
            except KeyError:
                file = None
            if file is None:
                raise PackageError(f"dkfds: {name} is not in the package")
            return file.read()

        colours = palette(read("dist/scss/values/colors/_fds-colors.scss").decode())
        css, icons = trim(read("dist/css/dkfds.css").decode(), colours)
        files = {name: read(f"dist/img/svg-icons/{name}") for name in {*icons, *(f"{each}.svg" for each in ICONS)}}
        files |= {name: read(f"dist/fonts/IBMPlexSans/split/woff2/{name}") for name in FONTS.values()}
        files |= {name: read(path) for path, name in LICENCES.items()}
    files[STYLESHEET] = f"/* dkfds, in part; see LICENSE.md */\n{css}{font_faces()}".encode()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def palette(source: str) -> dict[str, str]:
    """The colours of the design system by value in small letters: {"#454545": "gray-600"}."""
    named = re.findall(r'"([a-z]+-\d+)": (#[0-9a-fA-F]{6})', source)
    return {value.lower(): name for name, value in named}


def trim(css: str, colours: Mapping[str, str]) -> tuple[str, set[str]]:
    """The rules of the components, and the names of the icons in them."""
    rules = "".join(_kept(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)))
    return _ICON.sub(r'url("\1")', _coloured(_REM.sub(_own_rem, rules), colours)), set(_ICON.findall(rules))


def _kept(css: str) -> Iterator[str]:
    """The blocks that are kept, without those of their selectors that are not."""
    for head, body in _blocks(css):
        if head.startswith("@media"):
            inner = "".join(_kept(body))
            if inner and "print" not in head:
                yield f"{head}{{\n{inner}}}\n"
        elif not head.startswith("@"):
            selectors = [each for each in map(str.strip, head.split(",")) if _ours(each)]
            if selectors:
                declarations = ";".join(line.strip() for line in body.split(";") if line.strip())
                yield f"{','.join(selectors)}{{{declarations}}}\n"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Selector and content of every block at the top."""
    place = 0
    while (start := css.find("{", place)) >= 0:
        head = css[place:start].rpartition(";")[2].strip()
        depth, end = 1, start + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield head, css[start + 1 : end - 1]
        place = end


def _ours(selector: str) -> bool:
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", selector))
    return bool(classes) and classes <= CLASSES and not _NEVER.search(selector)


def _own_rem(length: re.Match[str]) -> str:
    return f"{float(length[1]) / 1.6:.4f}".rstrip("0").rstrip(".") + "rem"


def _coloured(rules: str, colours: Mapping[str, str]) -> str:
    """Every colour of the palette by its name, with the design system's own as what it is otherwise."""

    def variable(found: re.Match[str]) -> str:
        name = colours.get(found[0].lower())
        return f"var(--fds-{name},{found[0]})" if name else found[0]

    rules = re.sub(r"#[0-9a-fA-F]{6}\b", variable, rules)
    return re.sub(r"(?<=:)white\b", "var(--fds-white,#fff)", rules)


def font_faces() -> str:
    """The typeface. On a slow line the text is read in the system's own, and does not change under the reader's eyes."""
    face = (
        '@font-face{{font-family:"IBM Plex Sans";font-weight:{};src:url("{}") format("woff2");font-display:fallback}}\n'
    )
    return "".join(face.format(weight, name) for weight, name in FONTS.items())


if __name__ == "__main__":
    try:
        take(Path(sys.argv[1]))
    except PackageError as error:
        sys.exit(str(error))
