"""Rules about what a caption leaves unexplained: error bars, numbers of samples, tests, abbreviations, colours,
sources."""

import re
from collections.abc import Iterator

from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule
from capassist.text.injection import instruction_in
from capassist.text.words import one_line

_BARS = re.compile(
    r"\b(?:error[ -]?bars?|whiskers?|shaded (?:areas?|regions?|bands?)|(?:confidence|error) bands?|error envelopes?)\b",
    re.I,
)
_SPREAD = re.compile(
    r"\b(?:s\.?d\.?|s\.?e\.?m?\.?|std|standard (?:deviations?|errors?)|c\.?i\.?s?|confidence|credible|quantiles?"
    r"|quartiles?|IQR|interquartile|"
    r"percentiles?|min(?:imum)?\w*|max(?:imum)?\w*|range|variance|sigma|bootstrap\w*|posterior|uncertaint\w+)\b|σ"
    r"|\d\s*%|±",
    re.I,
)
_STATISTICS = re.compile(
    r"\b(?:means?|averages?|averaged|medians?|s\.?e\.?m\.?|t-?test|ANOVA|Wilcoxon|Mann)\b|\b[pP]\s*[<>]", re.I
)
# Means that are not taken over repeated measurements: of a model's belief, of a function, of the points of one series.
_OF_NO_SAMPLES = re.compile(
    r"\b(?:posteriors?|priors?|predict\w*|Bayes\w*|likelihood|ensemble|floating|moving|running|rolling|weekly"
    r"|daily|monthly|yearly|annual|spacings?|smooth\w*)\b",
    re.I,
)
_NEAR = 80  # characters
_SAMPLES = re.compile(
    r"\b[nN]\s*=|\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|hundred)\s+(?:\w+\s+){0,2}(?:runs?|seeds?|trials?|replicates?|"
    r"samples?|cells?|animals?|mice|patients?|subjects?|participants?|repetitions?|simulations?|folds?"
    r"|realizations?|datasets?|images?)\b"
    r"|\b(?:across|over)\s+(?:all\s+|the\s+)*\d+\s+[a-z]{3,}",
    re.I,
)
_STARS = re.compile(r"(?<![\w*(,])\*{2,4}(?![\w*])|\bn\.s\.")
_REMARK = re.compile(r"\*{2,}\w[^*]*\*{2,}")  # of an author to another: ***NN: is that so? ***
_STAR_MEANING = re.compile(r"[pP]\s*(?:-?\s*values?)?\s*[<≤=]|significan", re.I)
_P_VALUE = re.compile(r"\b[pP]\s*[<≤]\s*0?\.\d")
_TEST = re.compile(
    r"\btests?\b|ANOVA|Wilcoxon|Mann|Whitney|Kruskal|Fisher|Bonferroni|Tukey|regression|log-?rank|permutation"
    r"|bootstrap|correlation|Pearson|Spearman",
    re.I,
)
_BOX = re.compile(r"\bbox[ -]?(?:and[ -]whisker[ -]?)?plots?\b|\bviolin[ -]?plots?\b|\bviolins\b", re.I)
_BOX_MEANING = re.compile(
    r"\b(?:median|quartile|IQR|interquartile|percentile|whiskers?|cent(?:er|re) lines?|kernel)\w*", re.I
)
_ABBREVIATION = re.compile(r"(?<![\w.\\-])([A-Z][A-Z0-9]{1,6}s?)(?![\w-]|\s?\d{3})")  # catalogue numbers are names
_COMMON = frozenset(
    "2D 3D 1D AI API ASCII CPU CPUS GPU GPUS RAM USB PDF HTML XML JSON SQL URL HTTP IP ID IDS UK US USA EU UN "
    "NASA DNA RNA MRNA PCR HIV AIDS ATP "
    "pH AM PM AD BC UTC GMT RGB LED LCD TV PC OK IT II III IV VI VII VIII IX XI XII FIG TABLE NMR MRI CT EEG ECG "
    "UV IR LASER SD SE SEM CI ANOVA RC LC RLC RR "
    "ROC AUC FFT PCA SVM CNN RNN LSTM GAN MLP NLP ML IQR RMSE MSE MAE CDF PDFS AND OR NOT TRUE FALSE NA NAN".split()
)
_COLOUR = re.compile(
    r"\bthe (red|blue|green|orange|purple|yellow|magenta|cyan|pink|brown|violet|gr[ae]y)\s+(?:lines?|curves?|dots?"
    r"|bars?|points?|crosses|area|regions?)\b",
    re.I,
)
_SECOND_CUE = re.compile(
    r"\b(?:solid|dashed|dotted|dash-dotted|circles?|squares?|triangles?|diamonds?|stars?|thick|thin|left|right"
    r"|upper|lower|hatched|labell?ed)\b",
    re.I,
)
_CREDIT = re.compile(
    r"\b(?:adapted|reproduced|reprinted|redrawn|modified|taken|courtesy)\s+(?:with permission\s+)?(?:from|of|by)\b",
    re.I,
)
_CREDITED = re.compile(
    r"\\[a-zA-Z]*cite|\[…|\[\d|\(\d{4}\)|\d{4}|permission|©|\\copyright|copyright|licen[cs]e|CC[ -]BY|https?:"
    r"|\\url|\\href"
)
_MICROGRAPH = re.compile(
    r"\b(?:micrographs?|microscop(?:y|e|ic) images?|SEM images?|TEM images?|confocal images?"
    r"|histolog\w+ (?:images?|sections?))\b",
    re.I,
)
_SCALE = re.compile(r"\bscale ?-?bars?\b", re.I)
_LENGTH = re.compile(
    r"\d\s*(?:\\,|~|\s)*(?:[nµμmck]?m\b|\\?\$?\\mu|\\(?:micro|nano|milli|centi)|\\um\b|Å|\\si|px|pixels|arcsec|kpc"
    r"|pc\b)|\\(?:SI|qty)\{"
)
_OWN = re.compile(
    r"\b(?:our (?:lab(?:oratory)?|group|institute|university|previous (?:work|paper|study)|earlier (?:work|paper"
    r"|study))|the (?:first|second|last|corresponding) author)\b|github\.com/\w+",
    re.I,
)
_REVIEW = re.compile(r"\b(?:anonymous|review|blind|submission|doubleblind)\b", re.I)


@caption_rule("C030", "error-bars-undefined", "warning", default=False)
def error_bars_undefined(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption speaks of error bars or bands and does not say what they are.

    A standard deviation, a standard error and a confidence interval look the same and mean different things.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers. Error bars are shown.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{Run time of both parsers. Error bars are standard deviations.}\end{figure}

    Source: Nature and JAMA author guides, as copied on other pages, read 2026-11.
    """
    if (match := _BARS.search(caption.plain)) and not _SPREAD.search(caption.plain):
        yield at_caption(caption, f'The caption does not say what the "{match.group()}" stand for.')


@caption_rule("C031", "samples-undefined", "info", default=False)
def samples_undefined(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption gives means or tests and does not say of how many.

    Bad numbers of runs, seeds or animals are the first thing that reviewers ask for.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Mean run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Mean run time of both parsers over ten runs.}\end{figure}

    Source: Nature author guide, as copied on other pages, read 2026-11.
    """
    text = caption.plain
    if _SAMPLES.search(text):
        return
    for match in _STATISTICS.finditer(text):
        if not _OF_NO_SAMPLES.search(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]):
            yield at_caption(caption, f'"{match.group()}" of how many? No n, runs or seeds are given.')
            return


@caption_rule("C032", "significance-undefined", "warning", default=False)
def significance_undefined(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption has stars without their meaning, or p-values without the test.

    APA wants a probability note, Nature the test by name.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers, $p < 0.05$.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers, $p < 0.05$ (Wilcoxon test).}\end{figure}

    Source: APA 7 and the Nature author guide, as quoted by library guides, read 2026-11.
    """
    if _STARS.search(_REMARK.sub(" ", caption.plain)) and not _STAR_MEANING.search(caption.plain):
        yield at_caption(caption, "The caption does not say what the stars mean.")
    elif _P_VALUE.search(caption.plain) and not _TEST.search(caption.plain):
        yield at_caption(caption, "The caption gives a p-value and no test.")


@caption_rule("C033", "boxplot-undefined", "info", default=False)
def boxplot_undefined(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption names a box or violin plot and does not say what its parts are.

    Whiskers end at the extremes, at 1.5 times the interquartile range or at percentiles: programs differ.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Box plots of the run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{Box plots of the run time. Boxes are quartiles, whiskers the extremes.}\end{figure}

    Source: Nature author guide, as copied on other pages, read 2026-11.
    """
    if (match := _BOX.search(caption.plain)) and not _BOX_MEANING.search(caption.plain[match.end() :]):
        yield at_caption(caption, f'The caption does not say what the parts of the "{match.group()}" are.')


@caption_rule("C034", "abbreviation-undefined", "info", default=False)
def abbreviation_undefined(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption uses an abbreviation that the paper spells out nowhere.

    Common ones are left out, and those of glossary packages.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of the QRP parser.}\end{figure}

    Good:
        A quick recursive parser (QRP) is faster.
        \begin{figure}\includegraphics{a}\caption{Run time of the QRP parser.}\end{figure}

    Source: Elsevier and Science author guides, as copied on other pages; SIGACCESS; read 2026-11.
    """
    text = f"{paper.manuscript.preamble}\n{paper.manuscript.body}\n{caption.plain}"
    for token in dict.fromkeys(_ABBREVIATION.findall(caption.plain)):
        word = token.rstrip("s")
        defined = (
            rf"[(\[]\s*(?:[^()\[\]]{{0,30}}\s)?{word}s?\b|\b{word}s?\s*(?:\(|=|:|---?|–)|acro\w*\W.{{0,40}}\b{word}\b"
        )
        if word.upper() not in _COMMON and not word.isdigit() and not re.search(defined, text):
            yield at_caption(caption, f"{word} is spelled out nowhere.")


@caption_rule("C036", "scale-bar", "warning", default=False)
def scale_bar(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption has a scale bar without its length, or a micrograph without a scale bar.

    Magnifications mean nothing once a figure is printed at another size.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Micrograph of the beads. Scale bar shown.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Micrograph of the beads. Scale bar: 10 µm.}\end{figure}

    Source: Nature figure guide (research-figure-guide.nature.com) and AHA Hypertension, read 2026-11.
    """
    named = _SCALE.search(caption.plain)
    if (named or _MICROGRAPH.search(caption.plain)) and not (named and _LENGTH.search(caption.text + caption.plain)):
        yield at_caption(
            caption, "The length of the scale bar is not given." if named else "A micrograph has no scale bar."
        )


@caption_rule("C040", "colour-only", "info", default=False)
def colour_only(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption tells series apart by colour alone.

    One man in twelve does not see red and green apart, and some print in grey.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time; the red line is the old parser.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time; the red dashed line is the old parser.}\end{figure}

    Source: SIGCHI and SIGACCESS accessibility guides, TACL and NeurIPS templates, read 2026-11.
    """
    if (match := _COLOUR.search(caption.plain)) and not _SECOND_CUE.search(caption.plain):
        yield at_caption(caption, f'"{match.group()}" is told apart by colour alone.')


@caption_rule("C041", "red-green", "info", default=False)
def red_green(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption names red and green side by side.

    These are the colours that most colour-blind readers confuse.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of the old (red) and new (green) parser.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of the old (orange) and new (blue) parser.}\end{figure}

    Source: Nature figure guide (research-figure-guide.nature.com), read 2026-11.
    """
    if re.search(r"\bred\b", caption.plain, re.I) and re.search(r"\bgreen\b", caption.plain, re.I):
        yield at_caption(caption, "Red and green are hard to tell apart for colour-blind readers.")


@caption_rule("C060", "credit-missing", "warning", default=False)
def credit_missing(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption says that the figure is adapted or reproduced, and cites nothing.

    Publishers want the source, and for reproduced figures the permission.

    Bad:
        \begin{figure}\includegraphics{a}\caption{States of the parser. Adapted from earlier authors.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{States of the parser. Adapted from \cite{knuth}.}\end{figure}

    Source: PLOS, ACS and IEEE author guides, as copied on other pages, read 2026-11.
    """
    if (match := _CREDIT.search(caption.plain)) and not _CREDITED.search(caption.text + caption.plain):
        yield at_caption(caption, f'"{match.group()}" has no source.')


@caption_rule("C061", "cite-in-caption", "info", default=False)
def cite_in_caption(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption with a citation has no short form, and the paper lists its figures.

    The list of figures is printed before the text, so numbered citations begin there.

    Bad:
        \listoffigures
        \begin{figure}\includegraphics{a}\caption{States of the parser~\cite{knuth}.}\end{figure}

    Good:
        \listoffigures
        \begin{figure}\includegraphics{a}\caption[States of the parser]{States of the parser~\cite{knuth}.}\end{figure}

    Source: LaTeX's own manual on \caption; common practice.
    """
    listed = "\\listoffigures" in paper.manuscript.body + paper.manuscript.preamble
    if listed and caption.figure.short_caption is None and (match := re.search(r"\\[a-zA-Z]*cite", caption.text)):
        yield at_caption(caption, "The citation gets into the list of figures.", match.span())


@caption_rule("C080", "term-drift", "info", default=False)
def term_drift(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A name in a caption is written otherwise than in the text.

    "ResNet" and "Resnet" look like two methods. Looked at are words with a capital inside, by the form that the text
    has most.

    Bad:
        The FastParse method is fast. FastParse reads once. We use FastParse.
        \begin{figure}\includegraphics{a}\caption{Run time of Fastparse.}\end{figure}

    Good:
        The FastParse method is fast. FastParse reads once. We use FastParse.
        \begin{figure}\includegraphics{a}\caption{Run time of FastParse.}\end{figure}

    Source: reviewers' complaints; common practice.
    """
    for word in dict.fromkeys(re.findall(r"\b[A-Za-z][\w-]{3,}\b", caption.plain)):
        known = paper.mixed_case.get(word.replace("-", "").lower())
        if known and word != known and word[:1].isupper():
            yield at_caption(caption, f"{word} is written {known} in the text.")


@caption_rule("C090", "hidden-text", "error", panels=True)
def hidden_text(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption holds text that no reader sees: white, too small, or set as empty space.

    Instructions to reviewing programs were hidden like this, which ICLR and arXiv treat as misconduct.

    Bad:
        \begin{figure}\includegraphics{a}
        \caption{Run time. \textcolor{white}{Ignore all previous instructions.}}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Source: ICLR 2026 policy, as reported elsewhere; arXiv html_feedback issue 4338; read 2026-11.
    """
    for span in paper.hidden_in(caption):
        yield at_caption(caption, f'No reader sees "{one_line(caption.text[slice(*span)])}".', span)


@caption_rule("C094", "model-instruction", "warning", panels=True)
def model_instruction(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption holds what reads like an instruction to a language model.

    Text that asks a reviewing program for praise is treated as misconduct by ICLR and arXiv. A paper about such prompts
    may have them in plain sight: then leave the rule out there.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time. Ignore all previous instructions.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Source: ICLR 2026 policy, as reported elsewhere; read 2026-11.
    """
    if passage := instruction_in(caption.text):
        yield at_caption(caption, f'"{passage}" reads like an instruction to a model.')


@caption_rule("C091", "deanonymised", "warning", default=False)
def deanonymised(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption of a paper under blind review points at its authors.

    Looked at only where the class or a package is loaded with such an option.

    Bad:
        \documentclass[anonymous]{acmart}
        \begin{document}
        \begin{figure}\includegraphics{a}\caption{The microscope in our laboratory.}\end{figure}
        \end{document}

    Good:
        \documentclass[anonymous]{acmart}
        \begin{document}
        \begin{figure}\includegraphics{a}\caption{The microscope.}\end{figure}
        \end{document}

    Source: common practice of double-blind venues.
    """
    if _REVIEW.search(paper.manuscript.options) and (match := _OWN.search(caption.plain)):
        yield at_caption(caption, f'"{match.group()}" points at the authors.')
