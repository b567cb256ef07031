"""Rasa's custom actions, run in this process: no action server, no HTTP."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jsonschema
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.actions.constants import SELECTIVE_DOMAIN
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection
from rasa_sdk.interfaces import ActionNotFoundException

from bot import tracing


class InProcessActions(EndpointConfig):  # type: ignore[misc]  # Rasa is untyped
    """An action endpoint that calls the actions of a package directly.

    Rasa swallows an exception of an action: it logs it and goes on without an answer. `failure` keeps it for the engine,
    which would otherwise take the silence for an answer.
    """

    def __init__(self, package: str) -> None:
        # Without the selective domain, the whole domain would be written out for every action.
        super().__init__(url=f"in-process:{package}", **{SELECTIVE_DOMAIN: True})
        self.executor = ActionExecutor()
        self.executor.register_package(package)
        self.failure: Exception | None = None
        use_compiled_validator()

    @property
    def actions(self) -> frozenset[str]:
        """The names of the actions that the package offers."""
        return frozenset(self.executor.actions)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        json: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Runs the action that Rasa asks for; has the signature of the HTTP request that it replaces."""
        try:
            with tracing.stage("actions"):
                return await self.executor.run(json)
        except SdkRejection as rejection:
            raise ActionExecutionRejection(rejection.action_name, rejection.message) from rejection
        except ActionNotFoundException as missing:
            self.failure = LookupError(f"there is no action {missing.action_name} in {self.url}")
            raise self.failure from missing
        except Exception as failure:
            self.failure = failure
            raise


@lru_cache(maxsize=1)
def result_validator() -> jsonschema.protocols.Validator:
    """A validator for what an action returns, checked against its meta-schema once."""
    schema = RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(action: RemoteAction, result: Any) -> bool:
    """As Rasa's own, which checks the schema itself anew for every action: 25 of the 31 ms that a turn then takes."""
    error = jsonschema.exceptions.best_match(result_validator().iter_errors(result))
    if error is not None:
        error.message += f". The action {action.name()} returned something that Rasa cannot take."
        raise error
    return True


def use_compiled_validator() -> None:
    """Gives `RemoteAction` the validator above."""
    RemoteAction._validate_action_result = _validate_action_result
