"""Large JSON files, one item at a time: the published ones hold hundreds of megabytes in a few arrays."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from capassist.errors import DraftError

_CHUNK = 1 << 20  # characters
_DECODER = json.JSONDecoder()


def items(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield what a file's arrays hold, each with the array's key: of an object of arrays, of one array ("") or of JSON
    lines ("").

    Raises DraftError when the file cannot be read, or is no JSON of these forms.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from _Reader(file).items()
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        hint = "It may have been downloaded in part. Some copies are Git LFS pointers, not the files."
        raise DraftError(f"{path} is not the JSON of a data set.", hint) from error


class _Reader:
    """A buffer over a file that holds no more than the item at hand and a chunk."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._buffer = ""
        self._place = 0

    def items(self) -> Iterator[tuple[str, Any]]:
        while opening := self._peek():
            if opening == "[":
                yield from (("", item) for item in self._array())
            elif opening == "{":
                yield from self._object()
            else:
                raise ValueError("neither an array nor an object")

    def _object(self) -> Iterator[tuple[str, Any]]:
        """Yield the items of the arrays in an object; an object without arrays of objects is an item itself."""
        record: dict[str, Any] = {}
        self._take("{")
        while self._peek() != "}":
            key = str(self._value())
            self._take(":")
            if self._peek() == "[" and not record:
                yield from ((key, item) for item in self._array())
            else:
                record[key] = self._value()
            if self._peek() == ",":
                self._take(",")
        self._take("}")
        if record:
            yield "", record

    def _array(self) -> Iterator[Any]:
        self._take("[")
        while self._peek() != "]":
            yield self._value()
            if self._peek() == ",":
                self._take(",")
        self._take("]")

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._place)
            except ValueError:
                if not self._more():
                    raise
                continue
            if end == len(self._buffer) and self._more():  # a number may go on
                continue
            self._place = end
            return value

    def _take(self, character: str) -> None:
        if self._peek() != character:
            raise ValueError(f"{character} is missing")
        self._place += 1

    def _peek(self) -> str:
        """Return the next character that is no white space; nothing at the end of the file."""
        while True:
            while self._place < len(self._buffer) and self._buffer[self._place].isspace():
                self._place += 1
            if self._place < len(self._buffer):
                return self._buffer[self._place]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on, twice as much as is kept, so that a large item is not decoded over and over."""
        kept = self._buffer[self._place :]
        read = self._file.read(max(_CHUNK, len(kept)))
        self._buffer, self._place = kept + read, 0
        return bool(read)
