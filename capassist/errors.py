"""The tree of expected errors. Each owns its exit code; anything else that escapes is a bug (exit code 70).

CapassistError
├── UsageError        2   the call makes no sense, or needs a terminal that is not there
├── DraftError        3   the draft cannot be read
├── SettingsError     4   a setting or key is missing or wrong
├── ModelError        5   the model refused, stalled, was unreachable or answered nonsense
│   └── NothingToChangeError  0   the caption is already as was asked
└── WriteError        6   nothing was written: the file changed, is read-only, or the text is not safe to write

0 is done, 1 means that `check` has findings, 75 that batches are on their way, 130 that the author interrupted
(progress is saved).
"""

from typing import ClassVar

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_BUG = 70
EXIT_RUNNING = 75  # as in sysexits.h: try again later
EXIT_INTERRUPTED = 130


class CapassistError(Exception):
    """An expected failure: one sentence of what is wrong, and a hint that says the way on."""

    exit_code: ClassVar[int] = EXIT_BUG
    code: ClassVar[str] = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CapassistError):
    """The call makes no sense, or a question would need a terminal that is not there."""

    exit_code = 2
    code = "usage"


class DraftError(CapassistError):
    """The draft is missing, broken, encrypted, outside the limits, or has nothing to read."""

    exit_code = 3
    code = "draft"


class SettingsError(CapassistError):
    """A setting or a key is missing or wrong."""

    exit_code = 4
    code = "settings"


class ModelError(CapassistError):
    """The model refused, stalled, was unreachable or answered nonsense. Other figures' drafts are kept."""

    exit_code = 5
    code = "model"


class NothingToChangeError(ModelError):
    """The caption is already as its author asks for: there is no new draft, and nothing failed."""

    exit_code = 0
    code = "nothing-to-change"


class WriteError(CapassistError):
    """Nothing was written, because writing could have damaged the source."""

    exit_code = 6
    code = "write"
