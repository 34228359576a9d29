"""What an author should know of a text before accepting it, and what must not be written at all."""

from capassist.guards.inspection import inspect

__all__ = ["inspect"]
