"""Names of the author's files in LaTeX: no reader of the paper sees them, so nobody else is told."""

import re

# Commands that bring in or name files, of LaTeX and its usual packages.
_COMMANDS = "|".join(
    "input include includeonly InputIfFileExists IfFileExists subfile subfileinclude import subimport "
    "inputfrom includefrom subinputfrom subincludefrom verbatiminput VerbatimInput BVerbatimInput "
    "LVerbatimInput lstinputlisting inputminted inputtikz includegraphics adjincludegraphics adjustimage "
    "includesvg includepdf includepdfmerge includestandalone includemedia asyinclude attachfile "
    "notextattachfile textattachfile embedfile externaldocument externalcitedocument bibliography "
    "bibliographystyle addbibresource graphicspath svgpath epsfig psfig epsfbox epsffile plotone plottwo "
    "plotfiddle pgfimage pgfdeclareimage animategraphics movie overpic openin openout csvreader "
    "csvautotabular csvautolongtable csvautobooktabular DTLloaddb DTLloadrawdb pgfplotstableread "
    "pgfplotstabletypeset pgfplotstabletypesetfile tikzsetnextfilename".split()
)
_OPTIONS = r"(?:\s*\[[^\[\]]*\])*"
_ARGUMENTS = rf"{_OPTIONS}(?:\s*\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}}{_OPTIONS})*"
_CALL = re.compile(
    rf"\\begin\s*\{{(?:{_COMMANDS})\*?\}}{_ARGUMENTS}"
    rf"|\\(?:{_COMMANDS})(?![a-zA-Z@])\*?(?:(?=\s*[\[{{]){_ARGUMENTS}|[ \t]+[^\s{{}}\\$]+|)"
)
# What else is a path: it begins at a root or a folder above, or ends as files do. What commands of text print is seen.
_PATH = re.compile(
    r"\\(?!(?:url|path|nolinkurl|href|text[a-z]*|emph|code|lstinline|mintinline)(?![a-zA-Z@]))[a-zA-Z@]+\*?\s*"
    rf"{_OPTIONS}\s*\{{\s*(?:(?:~|\.\.?|[A-Za-z]:)?[/\\][^{{}}\s\\]*"
    r"|[^{}\s\\]*\.(?:tex|tikz|pgf|csv|tsv|dat|txt|json|ya?ml|md|py|r|m|ipynb|docx?|xlsx?|png|jpe?g|pdf|eps|svg|gif"
    r"|mp4|zip|log|bib))\s*\}",
    re.IGNORECASE,
)
_LINK = re.compile(rf"(\\href\s*{_OPTIONS}\s*\{{)(?!\s*(?:https?:|mailto:|doi:|\\))[^{{}}]*(?=\}})", re.IGNORECASE)


def without_file_names(latex: str) -> str:
    """Return LaTeX without the calls that bring in or name a file, and without the aims of links that lead to none on
    the web."""
    return _LINK.sub(r"\1", _PATH.sub("", _CALL.sub("", latex)))
