"""Rules about the panels of a figure and what its caption says of them."""

from collections import Counter
from collections.abc import Iterator

from capassist.model import Panel
from capassist.rules.paper import Caption, Paper, most_frequent
from capassist.rules.rule import Hit, at_caption, caption_rule, paper_rule
from capassist.text.markup import LATEX, PLAIN, visible_text
from capassist.text.panel_labels import label_faults
from capassist.text.panels import LABEL_FORMS, LETTERS, named_panels


@caption_rule("C020", "panel-undefined", "warning")
def panel_undefined(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption names some panels, but not all of them.

    Readers look for what each panel shows. A panel with a caption of its own is described there. A gap in the caption's
    letters, (a), (b), (d), is named in a PDF, too.

    Bad:
        \begin{figure}
          \subfloat[]{\includegraphics{a}}\subfloat[]{\includegraphics{b}}\subfloat[]{\includegraphics{a}}
          \caption{Cost of the parser. (a) Run time. (b) Memory.}
        \end{figure}

    Good:
        \begin{figure}
          \subfloat[]{\includegraphics{a}}\subfloat[]{\includegraphics{b}}\subfloat[]{\includegraphics{a}}
          \caption{Cost of the parser. (a) Run time. (b) Memory. (c) Errors.}
        \end{figure}

    Source: PLOS, Nature and IEEE author guides, as copied on other pages, read 2026-11.
    """
    panels = caption.figure.panels
    named = named_panels(caption.plain, caption.text)
    if "a" not in named or len(named) < 2:
        return
    wanted = set(LETTERS[: LETTERS.index(max(named)) + 1])
    described = {panel.label.lower() for panel in panels if panel.caption}
    if not described:
        wanted |= set(LETTERS[: len(panels)])
    missing = sorted(wanted - named - described)
    if missing and len(missing) < len(named):  # more gaps than letters: these were no panels
        listed = ", ".join(f"({letter})" for letter in missing)
        yield at_caption(caption, f"The caption does not say what {listed} {'is' if len(missing) == 1 else 'are'}.")


@caption_rule("C021", "panel-extra", "error")
def panel_extra(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption describes a panel that the figure does not have.

    A panel was removed, or the caption is that of another version of the figure. Only figures whose source has panels
    are looked at.

    Bad:
        \begin{figure}
          \subfloat[]{\includegraphics{a}}\subfloat[]{\includegraphics{b}}
          \caption{Cost of the parser. (a) Run time. (b) Memory. (c) Errors.}
        \end{figure}

    Good:
        \begin{figure}
          \subfloat[]{\includegraphics{a}}\subfloat[]{\includegraphics{b}}
          \caption{Cost of the parser. (a) Run time. (b) Memory.}
        \end{figure}

    Source: reviewers' complaint that caption and figure do not match, read 2026-11.
    """
    count = len(caption.figure.panels)
    named = named_panels(caption.plain, caption.text)
    own = set(LETTERS[:count])
    beyond = sorted(named - own)
    follows = bool(beyond) and LETTERS.index(beyond[0]) == count
    if count >= 2 and own <= named and follows and caption.figure.source is not None:
        listed = ", ".join(f"({letter})" for letter in beyond)
        yield at_caption(caption, f"The caption describes {listed}, and the figure has {count} panels.")


@paper_rule("C022", "panel-style", "info", default=False)
def panel_style(paper: Paper) -> Iterator[Hit]:
    r"""A caption names panels in another form than the paper's other captions.

    (a), (A) and a) in one paper look careless.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Cost. (a) Time. (b) Memory.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Errors. (a) Old. (b) New.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{States. (a) Old. (b) New.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Words. (A) Old. (B) New.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Cost. (a) Time. (b) Memory.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Errors. (a) Old. (b) New.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{States. (a) Old. (b) New.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Words. (a) Old. (b) New.}\end{figure}

    Source: IEEE and PLOS author guides, as copied on other pages, read 2026-11.
    """
    formed = [(caption, form) for caption in paper.main_captions if (form := _form(caption))]
    wanted = most_frequent(form for _, form in formed)
    for caption, form in formed if wanted else ():
        if form != wanted:
            yield at_caption(caption, f"The caption writes {form} where the others write {wanted}.")


def _form(caption: Caption) -> str | None:
    counts = Counter({form: len(pattern.findall(caption.plain)) for form, pattern in LABEL_FORMS.items()})
    form, count = counts.most_common(1)[0]
    return form if count >= 2 else None


@paper_rule("C023", "empty-subcaption", "warning")
def empty_subcaption(paper: Paper) -> Iterator[Hit]:
    r"""A panel has no caption while the figure's other panels have one.

    A caption that is empty looks forgotten beside those of its neighbours. A panel without any \caption and \label is
    left out: it may be a legend that all share.

    Bad:
        \begin{figure}
          \subfloat[Run time]{\includegraphics{a}}\subfloat[]{\includegraphics{b}}
          \caption{Cost of the parser.}
        \end{figure}

    Good:
        \begin{figure}
          \subfloat[Run time]{\includegraphics{a}}\subfloat[Memory]{\includegraphics{b}}
          \caption{Cost of the parser.}
        \end{figure}

    Source: common practice.
    """
    for caption in paper.main_captions:
        panels = _to_have_captions(caption, paper)
        named = named_panels(caption.plain, caption.text)
        empty = [panel.label for panel in panels if not panel.caption and panel.label not in named]
        if 0 < len(empty) < len(panels):
            lacking = f"Panel {empty[0]} has" if len(empty) == 1 else f"Panels {', '.join(empty)} have"
            yield at_caption(caption, f"{lacking} no caption, and the others have one.")


def _to_have_captions(caption: Caption, paper: Paper) -> list[Panel]:
    """Return the panels that have a caption, which may be empty, or a label."""
    parts = paper.parts_of(caption.figure, "caption")
    empty = any(part.panel and not part.text.strip() for part in parts)
    return [panel for panel in caption.figure.panels if panel.caption or panel.labels or empty]


@caption_rule("C025", "panel-label-order", "warning")
def panel_label_order(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption names one panel twice and its counterpart not at all, or panels out of reading order.

    One wrong letter, or left for right, and each reader looks at the wrong panel. Letters that are missing without
    another one twice are C020's.

    Bad:
        \begin{figure}\includegraphics{a}\caption{(Left) Run time. (Left) Memory.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{(Left) Run time. (Right) Memory.}\end{figure}

    Source: published reviews of conference papers; common practice.
    """
    markup = PLAIN if caption.figure.source is None else LATEX
    for fault in label_faults(visible_text(caption.text, markup), caption.plain, caption.text):
        if fault.kind in ("twice", "order"):
            yield at_caption(caption, fault.message, fault.span)
