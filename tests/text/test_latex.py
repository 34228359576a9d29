"""LaTeX to plain text: what a reader sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.latex import Macro, to_plain
from capassist.text.latex_references import Target

SEEN = {
    "formatting": (r"\textbf{Bold} and {\em it} \emph{too}", "Bold and it too"),
    "accents": (r"na\"{\i}ve \'etude G\"odel \c{c}a \v{S} \o{} \ss{} \~n \H{o}", "naïve étude Gödel ça Š ø ß ñ ő"),
    "quotes and dashes": ("``a'' `b' 1--2 --- it's", "“a” ‘b’ 1–2 — it’s"),
    "escapes": (r"50\,\% of \$3 \& \#1 a\_b \{x\}", "50 % of $3 & #1 a_b {x}"),
    "ties and lines": ("a~b\\\\c\n d", "a b c d"),
    "comment": ("one % two\n three", "one three"),
    "label, index, footnote": (r"A\label{x}\index{y} b\footnote{c}.", "A b."),
    "citations": (r"as in \cite[p.~3]{a,b} and \citep*{c}", "as in […] and […]"),
    "links": (r"\href{http://x.org/~a}{here} \url{http://x.org/a_b}", "here http://x.org/a_b"),
    "scripts": (r"$x^2 + y_{max}$, 10$^{-3}$, CO\textsubscript{2}, $e^{i\pi}$", "x² + yₘₐₓ, 10⁻³, CO₂, e^iπ"),
    "greek and relations": (r"$\alpha \leq \beta$ \textmu m", "α ≤ β µm"),
    "fractions and roots": (r"$\frac{a+b}{2}$ $\sqrt{x}$", "(a+b)/2 √x"),
    "functions": (r"$\log n$ $2\sin x$", "log n 2 sin x"),
    "sets and accents in mathematics": (r"$\mathbb{R}$ $\hat{x}$ $f'$ $-1$", "ℝ x̂ f′ −1"),
    "formulas side by side": (r"$<$$|$' $$x'$$ it's", "<|’ x′ it’s"),
    "text in mathematics": (r"$x_{\text{eff}}$", "x_eff"),
    "units": (r"\SI{3.2e4}{\kilo\metre\per\second}, \qty{20}{\degreeCelsius}, \num{5}, \SIrange{1}{2}{\nm}", "3.2×10^4 km/s, 20 °C, 5, 1–2 nm"),
    "colour and boxes": (r"\textcolor{red}{Red} \fbox{b} \makebox[3cm][c]{c} \raisebox{1pt}{d}", "Red b c d"),
    "colour with a model": (r"\textcolor[rgb]{1,0,0}{Red} \color{blue} blue", "Red blue"),
    "graphics": (r"\includegraphics[width=1em]{icon} icon", "icon"),
    "verbatim": (r"\verb|a_b{| \lstinline!c$!", "a_b{ c$"),
    "unknown with options": (r"\unknown[a=b]{shown}", "shown"),
    "bracket after a symbol": (r"\alpha [x]", "α[x]"),
    "unbalanced": (r"\textbf{open $x^{2", "open x²"),
    "stray bytes": ("Gr\udcf6\udcdfe", "Größe"),
    "table": (r"\begin{tabular}{ll}a & b \\ \hline c & d\end{tabular}", "a b c d"),
    "drawing": (r"A \begin{tikzpicture}\draw (0,0);\end{tikzpicture} b", "A b"),
    "sample of a line": (r"Fit (\protect\tikz[baseline]\protect\draw (0,0)--(1,0);) and \tikz{\fill (0,0);} data", "Fit () and data"),
    "links in the paper": (r"See \hyperref[fig:a]{the \emph{pump}} and \hyperref{x} b.", "See the pump and x b."),
    "hyphens and minus signs": ("A well-known loss of $a-b$", "A well-known loss of a−b"),
    "Chinese": (r"图中\textbf{温度}", "图中温度"),
}  # fmt: skip


@pytest.mark.parametrize(("latex", "plain"), SEEN.values(), ids=SEEN.keys())
def test_what_a_reader_sees(latex: str, plain: str) -> None:
    assert to_plain(latex) == plain


def test_own_commands() -> None:
    macros = {
        "ours": Macro("", r"CapNet\xspace"),
        "pair": Macro("om", "#1 and #2", ("x",)),
        "star": Macro("sm", "#2"),
        "loop": Macro("", r"\loop\loop"),
    }
    assert (
        to_plain(r"\ours is \ours. \pair{b}, \pair[a]{b}, \star*{c}", macros) == "CapNet is CapNet. x and b, a and b, c"
    )
    assert to_plain(r"a \loop b", macros).startswith("a")


def test_references() -> None:
    labels = {"a": Target("3", "Figure"), "b": Target("4", "Figure"), "e": Target("7")}
    assert (
        to_plain(r"\ref{a} \autoref{a} \cref{a,b} \eqref{e} \ref{no} \crefrange{a}{b}", {}, labels)
        == "3 Figure 3 Figures 3 and 4 (7) … Figures 3–4"
    )


@given(st.text(st.sampled_from("\\{}[]$^_%&~#'`\"-. abc\n\x1fé")))
def test_no_text_breaks_it(latex: str) -> None:
    plain = to_plain(latex)
    assert plain == " ".join(plain.split())


@given(st.text(st.characters(categories=["L", "N", "Zs"])))
def test_plain_words_stay(text: str) -> None:
    import unicodedata

    assert to_plain(text) == " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    "latex",
    [
        r"\hskip 0pt plus 1fil minus 2pt a b",
        r"\parskip=0pt a b",
        r"\parindent 0pt a b",
        r"a\vskip 2pt b",
        r"\looseness=-1 a b",
        r"\penalty-100 a b",
        r"\advance\leftskip by 2pt a b",
        r"\raisebox{0pt}[0pt][0pt]{a} b",
        r"a\hspace*{-1em}b",
        r"\begin{adjustwidth}{1cm}{0pt}a b\end{adjustwidth}",
        r"\crefname{figure}{Fig.}{Figs.}a b",
        r"\setstretch{1.5}a b",
        r"\figsetnum{1}\figsettitle{All stars}a b",
    ],
)
def test_what_a_command_takes_for_itself_is_no_text(latex: str) -> None:
    assert to_plain(latex) == "a b"


def test_one_arm_of_a_question_about_an_argument_is_read() -> None:
    macros = {
        "C": Macro("o", r"\IfNoValueTF{#1}{C}{C$_{#1}$}", (None,)),
        "D": Macro("sm", r"\IfBooleanTF{#1}{star #2}{plain #2}", (None, None)),
        "E": Macro("om", r"#2\IfValueT{#1}{ with #1}", (None, None)),
        "F": Macro("om", r"#2[#1]", (None, None)),
    }
    assert to_plain(r"\C{} and \C[1], \D{x}, \D*{y}, \E{z}, \E[w]{z}, \F{q}", macros) == (
        "C and C₁, plain x, star y, z, z with w, q[]"
    )
