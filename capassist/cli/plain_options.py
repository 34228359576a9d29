"""Commands that start fast: options are made only of the command that is run, and only values that need it are checked
with pydantic, as Typer does with all."""

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


class PlainCommand(TyperCommand):
    """A command that takes paths and texts as they are. To import pydantic takes as long as to read a short paper."""

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]  # Typer's own Context
        """Return the command's parameters."""
        return [_plain(parameter) for parameter in super().get_params(ctx)]


class PlainGroup(TyperGroup):
    """A group of such commands, those of its `functions` first."""

    functions: ClassVar[Mapping[str, Callable[..., Any]]] = {}

    def __init__(self, *, commands: Mapping[str, Any], **settings: Any) -> None:
        own = {name: DeferredCommand(name, function) for name, function in self.functions.items()}
        super().__init__(commands={**own, **commands}, **settings)

    @classmethod
    def of(cls, functions: Mapping[str, Callable[..., Any]]) -> "type[PlainGroup]":
        """Return the class of a group with a command for each of the functions, by their names."""
        return type(cls.__name__, (cls,), {"functions": functions})

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]  # Typer's own Context
        """Return the group's own parameters."""
        return [_plain(parameter) for parameter in super().get_params(ctx)]


class DeferredCommand(TyperCommand):
    """A command that makes its options of its function's parameters only when it is run, or its own help is wanted.

    To look at the parameters of all commands would take as long as to import Typer does; a list of commands needs no
    more than their names and docstrings.
    """

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        super().__init__(name, help=inspect.getdoc(function), rich_markup_mode=None)
        self._function = function

    def make_context(self, *args: Any, **settings: Any) -> Any:
        """Return the context in which the command is run, with its arguments read."""
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(self.name, cls=PlainCommand)(self._function)
        return typer.main.get_command(alone).make_context(*args, **settings)


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
