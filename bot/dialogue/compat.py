"""Lets Rasa 3.6.21 run on a current stack, without TensorFlow. Must be installed before anything from rasa is imported.

Rasa imports, at module level, packages for channels, brokers, stores and neural networks that this project never uses.
Where such a package is not installed, a stand-in takes its place: importing from it works, using it fails loudly. A package
that is installed always wins. What else Rasa expects of older libraries is put back here, under the name it had.

`tests/test_rasa_compat.py` holds every entry to account: it fails when one is wrong, missing or no longer needed.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import logging
import os
import secrets
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

#: The one version that this module was written for. Rasa Open Source ended with it.
RASA_VERSION: Final = "3.6.21"


class NotInstalledError(RuntimeError):
    """Something of a package that only has a stand-in was used: the feature behind it is not part of this project."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A package that Rasa imports and that is not installed: what for, and the module of Rasa that asks for it."""

    package: str
    asked_for_by: str
    purpose: str


STAND_INS: Final = (
    StandIn("aio_pika", "rasa.core.brokers.pika", "events to RabbitMQ"),
    StandIn("aiogram", "rasa.core.channels.telegram", "the Telegram channel"),
    StandIn("aiormq", "rasa.core.brokers.broker", "events to RabbitMQ"),
    StandIn("boto3", "rasa.core.tracker_store", "conversations in DynamoDB"),
    StandIn("botocore", "rasa.core.tracker_store", "conversations in DynamoDB"),
    StandIn("cachecontrol", "rasa.core.channels.hangouts", "the Hangouts channel"),
    StandIn("colorclass", "rasa.core.training.interactive", "colours of interactive learning"),
    StandIn("fbmessenger", "rasa.core.channels.facebook", "the Messenger channel"),
    StandIn("google.auth", "rasa.core.channels.hangouts", "the Hangouts channel"),
    StandIn("google.oauth2", "rasa.core.channels.hangouts", "the Hangouts channel"),
    StandIn("keras", "rasa.utils.tensorflow.models", "neural networks"),
    StandIn("pymongo", "rasa.core.tracker_store", "conversations in MongoDB"),
    StandIn("randomname", "rasa.model_training", "names of models, such as 'mild-fox'"),
    StandIn("sanic_jwt", "rasa.server", "JSON web tokens in front of Rasa's own server"),
    StandIn("slack_sdk", "rasa.core.channels.slack", "the Slack channel"),
    StandIn("socketio", "rasa.core.channels.socketio", "the Socket.IO channel"),
    StandIn("structlog_sentry", "rasa.utils.log_utils", "log lines to Sentry"),
    StandIn("tensorflow", "rasa.utils.tensorflow.environment", "neural networks"),
    StandIn("terminaltables", "rasa.telemetry", "tables in the terminal"),
    StandIn("transformers", "rasa.nlu.utils.hugging_face.registry", "neural networks"),
    StandIn("twilio", "rasa.core.channels.twilio", "the Twilio channel"),
    StandIn("webexteamssdk", "rasa.core.channels.webexteams", "the Webex channel"),
)

#: Set before Rasa reads them. Telemetry would call a server in the internet. The training cache knows nothing of changes
#: in `bot.language`, so it would hand out stale parts; `bot.dialogue.training` decides itself when nothing has changed.
ENVIRONMENT: Final = {"RASA_TELEMETRY_ENABLED": "false", "RASA_MAX_CACHE_SIZE": "0"}

#: Told on every start or turn to someone who can do nothing about it: Rasa is the one that uses these old names.
HUSHED_WARNINGS: Final[tuple[tuple[str, type[Warning]], ...]] = (
    ("pkg_resources is deprecated", UserWarning),
    ("The ``declarative_base", Warning),
    ("distutils Version classes are deprecated", DeprecationWarning),
    ("keys will default to True in jsonpickle", DeprecationWarning),
    (r"the load_module\(\) method is deprecated", DeprecationWarning),
    # Told about every domain, whatever it holds.
    ("Slot auto-fill has been removed in 3.0", UserWarning),
    # The faq is answered by an action of ours, from content/, and not by responses of the domain.
    ("The following duplicated intents have been found across multiple domain files: faq", UserWarning),
    ("Action 'utter_faq' is listed as a response action", UserWarning),
    # Would show what a user typed.
    ("Failed to parse arguments in line", UserWarning),
)


class _AbsentType(type):
    """Makes classes whose attributes exist, too, because Rasa writes `tf.keras.layers.Layer` as a base class."""

    def __getattr__(cls, name: str) -> Any:
        value = _absent(f"{cls.__module__}.{cls.__qualname__}", name)
        setattr(cls, name, value)
        return value


def _absent(owner: str, name: str) -> _AbsentType:
    """A class to import, inherit from, annotate with or name in an `except`; making one raises `NotInstalledError`."""
    if name.startswith("__"):
        raise AttributeError(name)

    def refuse(self: object, *args: object, **kwargs: object) -> None:
        raise NotInstalledError(f"{owner}.{name} was used, but the package is not installed here; see {__name__}")

    return _AbsentType(name, (Exception,), {"__init__": refuse, "__module__": owner})


class _StandInModule(types.ModuleType):
    """A package in which every name exists."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        value = _absent(self.__name__, name)
        setattr(self, name, value)
        return value


class _SentryProcessor:
    """`structlog_sentry.SentryProcessor`, which Rasa puts into every chain of log processors: passes the line on."""

    def __init__(self, **settings: object) -> None:
        pass

    def __call__(self, logger: object, method: str, event: dict[str, Any]) -> dict[str, Any]:
        return event


#: The few names that are used indeed, with what they do here.
_REAL: Final[dict[str, dict[str, Any]]] = {
    # Part of the file name of a model that `rasa train` writes.
    "randomname": {"get_name": lambda: secrets.token_hex(3)},
    "structlog_sentry": {"SentryProcessor": _SentryProcessor},
    # matplotlib asks whatever stands under this name in `sys.modules` about each array it draws.
    "tensorflow": {"is_tensor": lambda value: False},
}


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the packages of `STAND_INS` and everything below them. Last in line, so that real packages win."""

    def __init__(self, packages: Sequence[str]) -> None:
        self.packages = tuple(packages)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if any(fullname == package or fullname.startswith(f"{package}.") for package in self.packages):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        for name, value in _REAL.get(module.__name__, {}).items():
            setattr(module, name, value)


def install() -> None:
    """Puts everything in place, once; calling it again changes nothing."""
    if any(isinstance(finder, StandInFinder) for finder in sys.meta_path):
        return
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    sys.meta_path.append(StandInFinder([stand_in.package for stand_in in STAND_INS]))
    restore_old_names()
    hush()
    configure_logging()


def hush() -> None:
    """Silences what `HUSHED_WARNINGS` names."""
    with warnings.catch_warnings():  # sanic, which Rasa imports, has every DeprecationWarning shown; not here
        importlib.import_module("sanic.app")
    for message, category in HUSHED_WARNINGS:
        warnings.filterwarnings("ignore", message, category)


def restore_old_names() -> None:
    """Gives numpy and packaging back what they had when Rasa was written; each is looked up by Rasa at import."""
    import numpy
    import packaging.version

    if not hasattr(numpy, "VisibleDeprecationWarning"):  # gone with numpy 2
        numpy.VisibleDeprecationWarning = numpy.exceptions.VisibleDeprecationWarning  # type: ignore[attr-defined]
    if not hasattr(packaging.version, "LegacyVersion"):  # gone with packaging 22; Rasa only asks `isinstance`
        packaging.version.LegacyVersion = _LegacyVersion  # type: ignore[attr-defined]


class _LegacyVersion:
    """What `packaging.version.parse` no longer returns: no version is one."""


#: What a line of Rasa's structured log may keep. All other keys can hold words of the user.
_HARMLESS: Final = frozenset({"event", "level", "action_name", "len_extraction_events"})


def without_text(logger: object, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor: keeps an event's name and level, drops every value that can hold what a user wrote."""
    return {key: value for key, value in event.items() if key in _HARMLESS}


class WithoutMessage(logging.Filter):
    """Keeps where an exception was raised and its type, not its message, which can quote what a user wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            import traceback

            places = "".join(traceback.format_tb(record.exc_info[2]))
            record.exc_text = f"{places}{record.exc_info[0].__qualname__}"
            record.exc_info = None
        return True


#: Loggers of Rasa that report an exception of an action or of a model's part while handling a message.
REPORT_EXCEPTIONS: Final = ("rasa.core.processor", "rasa.core.actions.action", "rasa.engine.graph", "rasa.core.agent")


def configure_logging(log_level: int | None = None) -> None:
    """Rasa's logs at warning level, or the one given, and never with a user's text: not even at debug level.

    Left alone, structlog prints every message, with CPR numbers, and takes 48 s for one of 40,000 characters. Has the
    signature of Rasa's own `configure_structlog`, which it replaces in the `guide rasa` commands.
    """
    import structlog

    level = logging.WARNING if log_level is None else log_level
    logging.getLogger("rasa").setLevel(level)
    for name in REPORT_EXCEPTIONS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, WithoutMessage) for each in logger.filters):
            logger.addFilter(WithoutMessage())
    processors: list[Callable[..., Any]] = [
        structlog.processors.add_log_level,
        without_text,
        structlog.processors.KeyValueRenderer(key_order=["event"]),
    ]
    structlog.configure(
        processors=processors,
        logger_factory=_RasaLogger(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )


class _RasaLogger:
    """Structured lines go the way of all others: to the logger `rasa` of the standard library."""

    def __call__(self, *args: object) -> logging.Logger:
        return logging.getLogger("rasa")
