"""Rules for what a caption says and the rest of the paper does not bear out: the guards that look at drafts, for the
captions that stand there."""

from capassist.rules.rule import grounded_rule

number_ungrounded = grounded_rule(
    "C101",
    "number-ungrounded",
    "info",
    ("number", "number-elsewhere", "number-other"),
    r"""A number in the caption stands neither in the text about the figure nor in its picture, or is said there of
    something else.

    Numbers change with the last run, and captions are changed last. A number that only the caption has is no fault: the
    finding says where to look.

    Bad:
        Figure~\ref{fig:a} shows the 30 runs, of which 24 ended early.
        \begin{figure}\includegraphics{a}\caption{The 36 runs by their length.}\label{fig:a}\end{figure}

    Good:
        Figure~\ref{fig:a} shows the 30 runs, of which 24 ended early.
        \begin{figure}\includegraphics{a}\caption{The 30 runs by their length.}\label{fig:a}\end{figure}

    Source: published corrections of papers; common practice.
    """,
)
unit_contradicted = grounded_rule(
    "C102",
    "unit-contradicted",
    "warning",
    ("unit",),
    r"""A number in the caption has another unit than in the text about the figure.

    Milliseconds for seconds is a factor that no reader can see.

    Bad:
        Figure~\ref{fig:a} shows the delay, at most 250 ms.
        \begin{figure}\includegraphics{a}\caption{Delay of at most 250 s in both networks.}\label{fig:a}\end{figure}

    Good:
        Figure~\ref{fig:a} shows the delay, at most 250 ms.
        \begin{figure}\includegraphics{a}\caption{Delay of at most 250 ms in both networks.}\label{fig:a}\end{figure}

    Source: published corrections of papers; common practice.
    """,
    default=True,
)
direction_contradicted = grounded_rule(
    "C103",
    "direction-contradicted",
    "info",
    ("direction", "comparison", "negation", "quantity"),
    r"""The text about the figure says the opposite of the caption: falls for rises, lower for higher, all for none, or
    a "not" more.

    One of the two was changed and the other was not.

    Bad:
        Figure~\ref{fig:a} shows that the error of the parser is lower than that of the baseline.
        \begin{figure}\includegraphics{a}
        \caption{The error of the parser is higher than that of the baseline.}\label{fig:a}\end{figure}

    Good:
        Figure~\ref{fig:a} shows that the error of the parser is lower than that of the baseline.
        \begin{figure}\includegraphics{a}
        \caption{The error of the parser is lower than that of the baseline.}\label{fig:a}\end{figure}

    Source: published reviews of conference papers; common practice.
    """,
)
look_contradicted = grounded_rule(
    "C104",
    "look-contradicted",
    "info",
    ("look", "panel-other"),
    r"""The text about the figure has another colour, line, marker or panel for the same thing than the caption.

    Figures are drawn anew with other colours, and only one of the two texts follows.

    Bad:
        In Figure~\ref{fig:a} the measured level is the red line and the model the blue line.
        \begin{figure}\includegraphics{a}\caption{The measured level is the green line.}\label{fig:a}\end{figure}

    Good:
        In Figure~\ref{fig:a} the measured level is the red line and the model the blue line.
        \begin{figure}\includegraphics{a}\caption{The measured level is the red line.}\label{fig:a}\end{figure}

    Source: published reviews of conference papers; common practice.
    """,
)
name_unknown = grounded_rule(
    "C105",
    "name-unknown",
    "info",
    ("name",),
    r"""The caption has a name that stands nowhere else in the paper.

    A method that was renamed keeps its old name in a caption.

    Bad:
        Figure~\ref{fig:a} shows the run time of FastParse.
        \begin{figure}\includegraphics{a}\caption{Run time of QuickParse2.}\label{fig:a}\end{figure}

    Good:
        Figure~\ref{fig:a} shows the run time of FastParse.
        \begin{figure}\includegraphics{a}\caption{Run time of FastParse.}\label{fig:a}\end{figure}

    Source: reviewers' complaints; common practice.
    """,
)
claim_ungrounded = grounded_rule(
    "C106",
    "claim-ungrounded",
    "info",
    ("claim",),
    r"""The caption claims what no sentence about the figure claims: significant, proves, causes, outperforms, always.

    A caption is read alone, and quoted alone.

    Bad:
        Figure~\ref{fig:a} shows the error of the parser and of the baseline.
        \begin{figure}\includegraphics{a}
        \caption{The parser significantly outperforms the baseline.}\label{fig:a}\end{figure}

    Good:
        Figure~\ref{fig:a} shows the error of the parser and of the baseline.
        \begin{figure}\includegraphics{a}\caption{The error of the parser and of the baseline.}\label{fig:a}\end{figure}

    Source: published reviews of conference papers; common practice.
    """,
)
defined_otherwise = grounded_rule(
    "C107",
    "defined-otherwise",
    "info",
    ("defined-otherwise",),
    r"""The caption says of a symbol, an abbreviation, a colour or a data set what another caption or a paragraph says
    otherwise.

    A reader who looks from figure to figure carries meanings along. Found are definitions in the usual forms: "$N$ is
    the number of runs", "mean squared error (MSE)", "the model (red line)", "CIFAR-10 (60,000 images)".

    Bad:
        Here $N$ is the number of runs. Figure~\ref{fig:a} shows the delay.
        \begin{figure}\includegraphics{a}\caption{Delay, where $N$ denotes the packet size.}\label{fig:a}\end{figure}

    Good:
        Here $N$ is the number of runs. Figure~\ref{fig:a} shows the delay.
        \begin{figure}\includegraphics{a}\caption{Delay, where $N$ denotes the runs.}\label{fig:a}\end{figure}

    Source: the last-seen diagnostic of CoViP (2026), turned to use; common practice.
    """,
)
last_claim_contradicted = grounded_rule(
    "C108",
    "last-claim-contradicted",
    "info",
    ("last-claim",),
    r"""The last that the text says of the figure contradicts the caption, whatever it said before.

    Results change with the last run, and the discussion is written last.

    Bad:
        Figure~\ref{fig:a} shows that the error falls with the load.

        We saw in Figure~\ref{fig:a} that the error rises with the load.
        \begin{figure}\includegraphics{a}\caption{The error falls with the load.}\label{fig:a}\end{figure}

    Good:
        Figure~\ref{fig:a} shows that the error rises with the load.

        We saw in Figure~\ref{fig:a} that the error rises with the load.
        \begin{figure}\includegraphics{a}\caption{The error rises with the load.}\label{fig:a}\end{figure}

    Source: the last-action diagnostic of CoViP (2026), turned to use; common practice.
    """,
)
standing_rule = grounded_rule(
    "C109",
    "standing-rule",
    "warning",
    ("rule",),
    r"""The caption breaks a rule of your own, of the table `rules` in `capassist.toml` or your settings.

    What you want of every caption (how a thing is called, what each has, what none has) is kept by code, whoever wrote
    the caption. The example is of a paper with `never = ["groundbreaking"]`.

    Bad:
        \begin{figure}\includegraphics{a}\caption{The groundbreaking run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{The run time of both parsers.}\end{figure}

    Source: the instruction diagnostic of CoViP (2026), turned to use; common practice.
    """,
    default=True,
)
out_of_form = grounded_rule(
    "C110",
    "out-of-form",
    "info",
    ("form",),
    r"""The caption falls out of the form that nearly all of the paper's other captions have: how they open, their
    tense, whether they say "we", their length.

    Papers have several authors, and readers notice where the pen changed hands. At least five other captions are
    needed, and four of five of them must have the trait.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Growth of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Yield of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Cost of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Height of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Weight of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Seeds of both fields, which were dug out by hand and then washed,
        dried, sorted, counted, weighed and photographed by four people within two weeks.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Growth of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Yield of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Cost of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Height of the seeds in both fields over time.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Weight of the seeds in both fields over time.}\end{figure}

    Source: the second limit that LaMP-Cap (Ng et al., 2025) names; common practice.
    """,
)
