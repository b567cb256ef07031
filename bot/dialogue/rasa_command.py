"""`guide rasa …`: Rasa's own command line, with what it needs to run here put in place first.

The bare `rasa` script would fail on its first import. Everything else is as Rasa documents it, except that its logs never
hold a user's text and that it opens no model which was not trained here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

#: Options of `rasa train` with which it still trains this project as it stands.
_STILL_THIS_PROJECT: Final = frozenset({"--force", "--debug", "-vv", "--verbose", "-v", "--quiet"})
#: The test stories of this project.
STORIES: Final = "tests/rasa"


def run_rasa(arguments: Sequence[str], project_dir: Path) -> int:
    """Runs `rasa <arguments>` in the project's folder, which must be the current one; returns its exit code."""
    from bot.dialogue import models, training  # before anything of Rasa is imported

    _prepare(project_dir)
    if not trains_this_project(arguments):
        return _run(with_our_stories(arguments))
    folder = project_dir / "models"
    made_from, known = training.fingerprint(project_dir), set(models.Manifest.read(folder).models)
    code = _run(arguments)
    for name in set(models.Manifest.read(folder).models) - known:
        models.make_current(folder / name, made_from)
    return code


def trains_this_project(arguments: Sequence[str]) -> bool:
    """Whether these arguments train what `guide train` would: then `guide serve` serves the outcome, too."""
    return arguments[:1] == ["train"] and set(arguments[1:]) <= _STILL_THIS_PROJECT


def with_our_stories(arguments: Sequence[str]) -> list[str]:
    """The arguments, with the project's test stories for a `rasa test` that names none.

    Rasa would look for them in the whole folder, and find its own examples inside the virtual environment.
    """
    tests_stories = arguments[:1] == ["test"] and arguments[1:2] not in (["nlu"], ["e2e"])
    named = {"--stories", "-s", "--help", "-h"} & {argument.partition("=")[0] for argument in arguments}
    return [*arguments, "--stories", STORIES] if tests_stories and not named else list(arguments)


def _prepare(project_dir: Path) -> None:
    """Puts our way of logging in place of Rasa's, and the project where Rasa looks for `actions` and the components."""
    import rasa.__main__
    import rasa.utils.common

    from bot.dialogue import compat

    def configure_and_hush(*args: Any, **kwargs: Any) -> None:
        rasa.utils.common.configure_logging_and_warnings(*args, **kwargs)  # has all kinds of warnings shown again
        compat.hush()

    rasa.__main__.configure_logging_and_warnings = configure_and_hush
    rasa.__main__.configure_structlog = compat.configure_logging
    if str(project_dir) not in sys.path:
        sys.path.insert(0, str(project_dir))


def _run(arguments: Sequence[str]) -> int:
    import rasa.__main__

    from bot.dialogue import models

    before = sys.argv
    sys.argv = ["rasa", *arguments]
    try:
        rasa.__main__.main()
    except models.ModelError as error:
        print(error, file=sys.stderr)
        return 2
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    finally:
        sys.argv = before
    return 0
