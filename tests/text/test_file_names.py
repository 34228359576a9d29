"""Names of files in LaTeX: what no reader sees is left out, what is printed stays."""

import pytest

from capassist.text.file_names import without_file_names


@pytest.mark.parametrize(
    "call",
    [
        r"\verbatiminput{/home/someone/secret}",
        r"\input{secret}",
        r"\input secret",
        r"\include{notes/secret}",
        r"\import{notes/}{secret}",
        r"\includegraphics[width=\linewidth]{secret}",
        r"\includegraphics*[a]{{secret}.v2}",
        r"\lstinputlisting[language=C, firstline=2]{secret}",
        r"\inputminted[linenos]{python}{secret}",
        r"\csvreader[head]{secret}{a=\a}{\a}",
        r"\begin{overpic}[width=1cm]{secret}",
        r"\mydata{../secret}",
        r"\mydata{secret.csv}",
        r"\mydata[x]{ ~/secret }",
        r"\readscript{C:/secret/a}",
        r"\href{file:///home/secret}{}",
        r"\href{run:secret}{}",
        r"\externaldocument[S-]{secret}",
    ],
)
def test_a_file_s_name_is_left_out(call: str) -> None:
    left = without_file_names(f"Before {call} after.")
    assert "secret" not in left
    assert left.startswith("Before ")
    assert left.endswith(" after.")


@pytest.mark.parametrize(
    "text",
    [
        r"\important{what} it says",
        r"$\inputs \to \outputs$ of the \emph{input} layer",
        r"see \url{https://a.org/x.csv} and \path{/etc/fstab}",
        r"\href{https://a.org/data.csv}{the data} by \texttt{run.py}",
        r"Figure~\ref{fig:a} \cite{x} at 3.5/4 of \SI{3.5}{m/s}",
        r"\textcolor{red}{and/or} \frac{a}{b}",
    ],
)
def test_what_a_reader_sees_stays(text: str) -> None:
    assert without_file_names(text) == text
