"""What a command line says of the model: one value, built once in the command and handed down whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """The options that name a model and limit it; None where the command line says nothing, and a setting counts.

    Each has the name of its setting. An unknown name is a TypeError, so that no misspelt option is dropped on the way.
    """

    server: str | None = None
    model: str | None = None
    profile: str | int | None = None
    prompt: str | None = None
    candidates: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    local_only: bool | None = None
