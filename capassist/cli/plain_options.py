"""Commands that start fast: Typer checks all values with pydantic, here only those that need it."""

from pathlib import Path
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


class PlainCommand(TyperCommand):
    """A command that takes paths and texts as they are. To import pydantic takes as long as to read a short paper."""

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]  # Typer's own Context
        """Return the command's parameters."""
        return [_plain(parameter) for parameter in super().get_params(ctx)]


class PlainGroup(TyperGroup):
    """A group of such commands."""

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]  # Typer's own Context
        """Return the group's own parameters."""
        return [_plain(parameter) for parameter in super().get_params(ctx)]


def _plain(parameter: Any) -> Any:
    if isinstance(parameter, (TyperArgument, TyperOption)) and not isinstance(parameter.get_runtime_param, _Converter):
        parameter.get_runtime_param = _Converter(parameter)  # type: ignore[method-assign, assignment]
    return parameter


class _Converter:
    """Converts the values of one parameter: those that are no more than text itself, the others as Typer does."""

    def __init__(self, parameter: TyperArgument | TyperOption) -> None:
        self._typers = parameter.get_runtime_param
        self._annotation = parameter.type_descriptor.annotation
        self._default = parameter.default

    def __call__(self) -> "_Converter":
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value as the command's function wants it. Raises BadParameter as Typer does."""
        several = param.multiple or param.nargs != 1
        if value is None:
            return () if several else None
        if not several and isinstance(value, str) and self._annotation in (str, Path):
            return self._annotation(value)
        if value is self._default and isinstance(value, (str, int, float)):
            return value
        return self._typers().coerce(value, param=param, ctx=ctx)
