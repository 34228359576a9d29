"""Rules that need eyes: a model looks at the picture beside its caption, where the author asks for it."""

from capassist.rules.rule import judged_rule

no_takeaway = judged_rule(
    "C018",
    "no-takeaway",
    "info",
    r"""The caption only names what is plotted and says nothing of what a reader should see in it.

    A figure is often read before the text. Some fields want captions that only describe, so this is asked only where it
    is selected.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time against length.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{Run time against length. It grows with the square of the length.}\end{figure}

    Source: the NeurIPS 2026 template, which asks for a key take-away message, read 2026-11.
    """,
    default=False,
)
panel_unnamed = judged_rule(
    "C024",
    "panel-unnamed",
    "warning",
    r"""The picture has panels with printed letters, such as (a) and (b), of which the caption names some or none.

    Letters that stand in the picture itself are not in the source, where C020 looks.

    Bad:
        % a picture with the letters (a) and (b)
        \begin{figure}\includegraphics{a}\caption{(a) Run time.}\end{figure}

    Good:
        % the same picture
        \begin{figure}\includegraphics{a}\caption{(a) Run time. (b) Memory.}\end{figure}

    Source: PLOS and Nature figure guides, as copied on other pages, read 2026-11.
    """,
)
marker_undefined = judged_rule(
    "C035",
    "marker-undefined",
    "info",
    r"""The picture has two or more colours, line styles or markers that stand for something, and neither a legend in it
    nor the caption says for what.

    Without a key, only the author knows which line is which.

    Bad:
        % a picture of two lines without a legend
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Good:
        % the same picture
        \begin{figure}\includegraphics{a}\caption{Run time of the old (dashed) and the new parser (solid).}\end{figure}

    Source: the REVTeX author guide and Elsevier's guides for authors, as copied on other pages, read 2026-11.
    """,
)
bars_undefined = judged_rule(
    "C037",
    "bars-undefined",
    "warning",
    r"""The picture has error bars or shaded bands, and neither it nor the caption says what they stand for.

    A standard deviation, a standard error and a confidence interval look the same. C030 sees only bars that the caption
    speaks of.

    Bad:
        % a picture with error bars
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Good:
        % the same picture
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers. Bars are standard deviations.}\end{figure}

    Source: Nature and JAMA author guides, as copied on other pages, read 2026-11.
    """,
)
axis_undefined = judged_rule(
    "C038",
    "axis-undefined",
    "info",
    r"""An axis of a plot in the picture has no name, or measures something that has a unit and gives none, and the
    caption does not say it either.

    Numbers along an axis mean nothing by themselves.

    Bad:
        % a picture whose axis says "time"
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Good:
        % the same picture
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers, in seconds.}\end{figure}

    Source: Nature figure guide (research-figure-guide.nature.com), read 2026-11.
    """,
)
absent_look = judged_rule(
    "C042",
    "absent-look",
    "warning",
    r"""The caption names a colour, line style, marker or place (left, top …) that is not in the picture.

    Figures are drawn anew with other colours or in another order, and their captions stay.

    Bad:
        % a picture of a green and an orange line
        \begin{figure}\includegraphics{a}\caption{Run time of the old (blue) and the new parser (orange).}\end{figure}

    Good:
        % the same picture
        \begin{figure}\includegraphics{a}\caption{Run time of the old (green) and the new parser (orange).}\end{figure}

    Source: published reviews of conference papers; common practice.
    """,
)
caption_figure_mismatch = judged_rule(
    "C079",
    "caption-figure-mismatch",
    "warning",
    r"""The picture contradicts the caption: it shows another type of figure, other axes, series or panels, or other
    numbers.

    A caption of another figure, or of an older version of this one, is what readers trust least.

    Bad:
        % a picture of a map
        \begin{figure}\includegraphics{a}\caption{Bar chart of the run times.}\end{figure}

    Good:
        % the same picture
        \begin{figure}\includegraphics{a}\caption{Map of the stations.}\end{figure}

    Source: published reviews of conference papers; common practice.
    """,
)
