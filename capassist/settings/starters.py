"""The files of settings that `config init` writes: every entry that they may hold, as a remark to be uncommented."""

from pathlib import Path

from capassist.errors import UsageError, WriteError
from capassist.settings.values import starter

USER = f"""\
# Settings of capassist for all your papers. Take the "# " away from what you want to change; `capassist config` shows
# which value holds, and where it comes from. A key never stands here: capassist key set SERVER

{starter()}"""
DRAFT = """\
# How the captions of this paper shall read, for you and your co-authors. Take the "# " away from what you want to
# change; `capassist config` with this folder shows what holds. No server, model or key can stand here.

# local_only = true                       # no server but your own machines is asked
# profile = 3                             # how many captions a draft imitates

[style]                                   # overrides what `capassist profile` measured
# words = 30                              # the usual length
# tense = "past"                          # or "present"
# voice = "passive"                       # or "active", "we"
# opening = "noun phrase"                 # or "statement", "panel label"
# panel_form = "(a)"                      # or "(A)", "a)", "A)", "a", "A", "left/right"
# panel_bold = false
# figure_word = "Fig."                    # or "Figure"
# final_period = true
# title_sentence = false                  # the first sentence is a title
# colours = true                          # captions name colours
# takeaway = false                        # captions end with what follows from the figure

[rules]                                   # hold for every caption; one that breaks them is marked
# call = { "our method" = "FastNet" }     # not the one, but the other
# always = ["n ="]
# never = ["novel", "clearly"]

[check]
# venue = "acm"
# fail-on = "warning"                     # or "error", "info"
# select = ["C0", "C1"]
# ignore = ["C008"]
# baseline = "check.json"                 # the findings that are known
"""


def write_starter(path: Path, text: str) -> None:
    """Write a new file of settings. Raises UsageError where there is one, which stays as it is, and WriteError where
    none can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        if path.exists():
            raise UsageError(f"{path} is there already.", "Edit it: nothing was changed.") from None
        raise WriteError(f"{path} cannot be written: {error.strerror}.") from error
