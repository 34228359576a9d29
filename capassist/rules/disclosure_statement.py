"""A rule about what the paper says of how its captions were written."""

import re
from collections.abc import Iterator

from capassist.rules.paper import Paper
from capassist.rules.rule import Hit, paper_rule
from capassist.text.words import one_line, sentences

_PARAGRAPHS = re.compile(r"\n[ \t]*\n|\\(?=(?:sub)*section\b)")
_COMMAND = re.compile(r"\\[a-zA-Z@]+\*?")  # what stands in its braces may be a footnote
_REFERENCES = re.compile(r"\\begin\s*\{thebibliography\}")
_AI = re.compile(
    r"(?<![A-Za-z])(?:AI|A\.I\.|KI|IA|(?:Chat)?GPT(?:-?\d[\w.]*)?|LLMs?|VLMs?|Claude|Gemini|Copilot)(?![A-Za-z])"
    r"|(?i:\b(?:capassist|artificial intelligence|language models?|chat ?bots?|künstliche\w* Intelligenz"
    r"|Sprachmodell\w*"
    r"|intelligence artificielle|modèles? de lang\w+|inteligencia artificial|modelos? de leng\w+"
    r"|inteligência artificial))"
)
_USED = re.compile(
    r"\b(?:us(?:e|ed|ing)|employed|assist\w*|help\w*|generat\w+|draft\w*|wr(?:ote|itten|iting)|creat\w+|produced"
    r"|prepar\w+|edit\w+|polish\w+|declar\w+"
    r"|verwend\w+|genutzt|benutzt|eingesetzt|erstellt|generiert\w*|utilis\w+|génér\w+|rédig\w+|utiliz\w+|usad\w+"
    r"|redact\w+|gerad\w+)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"\b(?:captions?|legends?|texts?|manuscript|writing|wording|readability|language(?! model)|(?:this"
    r"|our) (?:paper|article|work|thesis|report)"
    r"|Bildunterschrift\w*|Beschriftung\w*|Legenden?|Texten?|Arbeit|légendes?|textes?|manuscrit|leyendas?|textos?"
    r"|manuscrito|legendas?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?i:\b(?:no|without|neither|keine?\w?|ohne|aucune?|sans|ning[uú]n\w?|sin|nenhum\w?"
    rf"|sem))\s+(?:[\w-]+\s+){{0,3}}?(?:{_AI.pattern})"
    rf"|(?i:\b(?:not|never|nicht)\s+(?:be(?:en)?\s+)?(?:{_USED.pattern}))"
)


@paper_rule("C095", "disclosure-missing", "warning", default=False)
def disclosure_missing(paper: Paper) -> Iterator[Hit]:
    r"""A caption, or an alternative text, that a model drafted is in the paper, and no sentence says that one was used.

    Many venues ask for such a statement. Which texts a model drafted is known from the review, as far as it was done
    with capassist; `capassist disclose` lists them and words a statement. Silent where any sentence names such a use.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}
        We thank our colleagues.

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}
        We thank our colleagues. A language model was used to draft the caption of the figure.

    Source: the policies of ACM, IEEE, ACL and ICLR on generated text, read 2026-11.
    """
    drafted = [figure for figure in paper.draft.figures if figure.id in paper.drafted]
    if not drafted or _discloses(paper):
        return
    paper.require_whole()
    names = ", ".join(paper.name(figure) for figure in drafted)
    message = (
        f"A model drafted texts of {names}, and the paper does not say so; `capassist disclose` words a statement."
    )
    yield Hit(message, paper.place_of(drafted[0]))


def _discloses(paper: Paper) -> bool:
    body = _REFERENCES.split(paper.manuscript.body)[0]
    paragraphs = _PARAGRAPHS.split(f"{paper.manuscript.preamble}\n\n{body}")
    plain = (one_line(_COMMAND.sub(" ", text)) for text in paragraphs if _AI.search(text))
    return any(_is_disclosure(sentence) for text in plain for sentence in sentences(text))


def _is_disclosure(sentence: str) -> bool:
    asked = (_AI, _USED, _TEXT)
    return all(pattern.search(sentence) for pattern in asked) and not _DENIED.search(sentence)
