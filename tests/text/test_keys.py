"""Which keys a text points with, and which a draft may set in another way."""

from typing import Any

import pytest

from capassist.model import KeySet, Manuscript
from capassist.text.keys import (
    near_key,
    pointer_keys,
    prints_entry_certainly,
    set_otherwise,
    takes_labels,
)

REFERENCES = frozenset({"ref", "cref", "crefrange", "hyperref", "myref"})


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("It grows.", []),
        (r"See \ref{fig:a}.", [("label", "ref", "fig:a")]),
        (r"See \cref{fig:a, fig:b}.", [("label", "cref", "fig:a"), ("label", "cref", "fig:b")]),
        (r"See \crefrange{fig:a}{fig:c}.", [("label", "crefrange", "fig:a"), ("label", "crefrange", "fig:c")]),
        (r"See \pageref{fig:a}.", []),  # not one of the given commands
        (r"See \label{fig:a} and \href{fig:b}{it}.", []),
        (r"See \ref{fig:\which} and \ref{#1}.", []),
        ("See it.% \\ref{fig:a}\nAnd \\ref{fig:b}.", [("label", "ref", "fig:b")]),
        (r"50\% of \ref{fig:a}.", [("label", "ref", "fig:a")]),
        (r"By \citep[p.~3]{Smith}.", [("citation", "citep", "Smith")]),
        (r"By \textcite{A,B}.", [("citation", "textcite", "A"), ("citation", "textcite", "B")]),
        (r"By \cites{A}{B}.", [("citation", "cites", "A"), ("citation", "cites", "B")]),
        (r"By \nocite{A} \citestyle{b}.", []),
        (r"A \gls{cpu} and \Glspl{gpu}, \ac{ram}.", [("entry", "gls", "cpu"), ("entry", "Glspl", "gpu"), ("entry", "ac", "ram")]),
        (r"\ref{fig:a}\emph{b}\cite{c}", [("label", "ref", "fig:a"), ("citation", "cite", "c")]),
    ],
)  # fmt: skip
def test_the_keys_of_a_text(text: str, keys: list[tuple[str, str, str]]) -> None:
    found = pointer_keys(text, REFERENCES)
    assert [(key.kind, key.command, key.key) for key in found] == keys
    for key in found:
        span = text[slice(*key.span)]
        assert span.startswith(f"\\{key.command}")
        assert key.key in span


@pytest.mark.parametrize(
    ("command", "fields", "is_certain"),
    [
        ("gls", {}, True),
        ("acrshort", {}, True),
        ("ac", {}, False),  # a macro of many papers' own
        ("ac", {"packages": ("acro",)}, True),
        ("ac", {"packages": ("graphicx",)}, False),
        ("acp", {"glossary": KeySet(frozenset({"cpu"}))}, True),
        ("textbf", {"packages": ("acro",)}, False),
    ],
)
def test_commands_that_print_an_entry(command: str, fields: dict[str, Any], is_certain: bool) -> None:
    assert prints_entry_certainly(command, Manuscript(**fields)) is is_certain


@pytest.mark.parametrize(
    ("key", "near"), [("fig:grwoth", "fig:growth"), ("fig:growths", "fig:growth"), ("tab:sizes", ""), ("", "")]
)
def test_the_nearest_key(key: str, near: str) -> None:
    assert near_key(key, ["fig:decay", "fig:growth"]) == near
    assert near_key(key, []) == ""


@pytest.mark.parametrize(
    ("fields", "takes"),
    [
        ({}, False),
        ({"packages": ("graphicx",)}, False),
        ({"packages": ("xr-hyper",)}, True),
        ({"preamble": r"\externaldocument{supplement}"}, True),
    ],
)
def test_labels_of_other_documents(fields: dict[str, Any], takes: bool) -> None:
    assert takes_labels(Manuscript(**fields)) is takes


@pytest.mark.parametrize(
    ("text", "is_set"),
    [
        (r"\ref{alg:a} \myref{alg:a} \autoref{alg:a} \cite{alg:a} \gls{alg:a}", False),
        (r"\begin{algorithm}\alglabel{alg:a}", True),
        (r"\newtheorem[x]{y}{alg:a}", True),
        (r"\DeclareAcronym{a}{short=A}", True),  # what stands behind the colon
        (r"\begin{lstlisting}[label=alg:a]", True),
        (r"\begin{lstlisting}[label={alg:a}, x]", True),
        (r"\begin{lstlisting}[label=alg:ab]", False),
        (r"\ref{alg:a} \declare{alg:a}", True),
        (r"\declare{alg:b}", False),
        ("", False),
    ],
)
def test_a_key_that_something_else_may_set(text: str, is_set: bool) -> None:
    assert set_otherwise("alg:a", text, REFERENCES) is is_set
