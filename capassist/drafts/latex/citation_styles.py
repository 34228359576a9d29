"""How a paper prints its citations, as its packages, its class and its bibliography style say."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from capassist.drafts.latex.works import NameForm

_AND, _AMPERSAND = NameForm(), NameForm("&")
# Bibliography styles that print authors and years, with how their labels list authors (their own code's `calc.label`).
_BY_YEAR: dict[str, NameForm] = {
    **dict.fromkeys(
        "plainnat abbrvnat unsrtnat elsarticle-harv model[25]-names cas-model2-names apalike* chicago humannat jss "
        "spbasic copernicus ametsoc* agu* acl_natbib acl ACM-Reference-Format".split(),
        _AND,
    ),
    **dict.fromkeys("apj apj_* aasjournal* aas aa aa_url agsm jfm icml20* iclr20*".split(), _AMPERSAND),
    "mnras*": NameForm("&", unsure=3),  # all three at the first citation, "et al." later
}
# Bibliography styles that number works in the order in which they are cited.
_IN_ORDER = (
    "unsrt unsrtnat unsrturl ieeetr IEEEtran IEEEtranN elsarticle-num elsarticle-num-names model1-num-names "
    "model1a-num-names naturemag* nature vancouver* plos20* apsrev* aipnum* osajnl sn-nature sn-vancouver* pnas-new "
    "spphys splncs04unsrt rsc achemso iopart-num ama nar frontiersinHLTH* frontiersinFPHY*"
).split()
_STYLES_OF_CLASSES = {
    "jss": "jss",
    "livecoms": "vancouver-livecoms",
    "achemso": "achemso",
    "wlscirep": "naturemag-doi",
    "copernicus": "copernicus",
}
_CITE_OF_CLASSES = {"wlscirep": "superscript"}  # the options with which a class loads the cite package
_ENGLISH = frozenset("english american USenglish british UKenglish".split())
# Classes and packages that load natbib, with what they set of its options.
_LOAD_NATBIB = {
    "aastex*": "authoryear,round,nocomma",
    "emulateapj": "authoryear,round,nocomma",
    "jss": "authoryear,round,nocomma",
    "copernicus": "authoryear,round",
    "elsarticle": "numbers",
    "cas-[sd]c": "",
    "livecoms": "numbers,sort&compress",
    "revtex4*": "numbers,sort&compress",
    "acmart": "numbers,sort&compress",
    "achemso": "super,sort&compress",
    "mdpi": "numbers,sort&compress",
    "ametsoc*": "authoryear,round,nocomma",
    "agujournal*": "authoryear,round",
    "acl": "authoryear,round",
    "icml20*": "authoryear,round",
    "iclr20*": "authoryear,round",
    "neurips_20*": "authoryear,round",
}
_BIBLATEX_IN_ORDER = ("ieee*", "nature", "science", "phys", "vancouver", "chem-*", "numeric-verb")
_STYLE = re.compile(r"\\bibliographystyle\s*\{([^{}]*)\}")
_SET = re.compile(r"\\(?:setcitestyle|citestyle)\s*\{([^{}]*)\}|\\PassOptionsToPackage\s*\{([^{}]*)\}\s*\{natbib\}")
_PUNCTUATION = re.compile(r"\\bibpunct\s*(?:\[[^\]]*\])?\s*" + r"\{([^{}]*)\}\s*" * 5)
_IN_STYLES = re.compile(r"\\(?:setcitestyle|citestyle|bibpunct)(?![a-zA-Z])")
_LOADED = re.compile(r"\\usepackage\s*(?:\[[^\]]*\])?\s*\{[^{}]*\bnatbib\b")
# What natbib itself makes of some bibliography styles, unless an option says how to print.
_PREDEFINED = {
    **dict.fromkeys(("plainnat", "abbrvnat", "unsrtnat"), "authoryear,square"),
    **dict.fromkeys(("plain", "alpha", "abbrv", "unsrt"), "numbers"),
    **dict.fromkeys(("agsm", "kluwer", "aa"), "round,nocomma"),
    **dict.fromkeys(("named", "agu"), "authoryear,square"),
    "nature": "super",
}
_SAYS_HOW = frozenset("round square curly angle numbers super nobibstyle".split())
_BRACKETS = {"round": "()", "square": "[]", "curly": "{}", "angle": "<>"}
_OTHERS = frozenset("apacite harvard chicago achicago apalike natbibapa jurabib amsrefs".split())


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """How citations are printed.

    `package` is natbib, biblatex or "" for LaTeX's own \\cite; `names` is None where it is not known how authors are
    listed; `in_order` says that works are numbered in the order of their citations.
    """

    package: str = ""
    by_year: bool = False
    brackets: str = "[]"
    comma: str = ","  # between authors and year
    raised: bool = False
    ordered: bool = False
    compressed: bool = False
    names: NameForm | None = None
    in_order: bool = False


def citation_style(
    structure: str, classes: Sequence[str], packages: Mapping[str, str], styles: str
) -> CitationStyle | None:
    """Return how a paper prints citations, None where that is not known.

    `structure` is the flat document, `classes` its class and the one that is made from, `styles` the text of the class
    and style files that lie in the draft.
    """
    if "biblatex" in packages:
        return _of_biblatex(_options(packages["biblatex"]), packages)
    if _OTHERS & packages.keys():
        return None
    names = [name.rpartition("/")[2] for name in classes]
    style = _bibliography_style(structure, names)
    in_order = _is_among(style, _IN_ORDER)
    loaded = list(_loaded_options((*names, *packages), packages.get("class", "")))
    if "natbib" not in packages and not loaded:
        cite = next(filter(None, map(_CITE_OF_CLASSES.get, names)), None)
        return replace(_of_latex(packages.get("cite", cite)), in_order=in_order)
    if not loaded and _is_set_elsewhere(structure, styles):
        return None
    given = ",".join((*loaded, packages.get("natbib", "")))
    return replace(_of_natbib(structure, given, style), names=_listed_names(style), in_order=in_order)


def _listed_names(style: str) -> NameForm | None:
    return next((form for pattern, form in _BY_YEAR.items() if fnmatchcase(style, pattern)), None)


def _bibliography_style(structure: str, classes: Sequence[str]) -> str:
    found = _STYLE.findall(structure)
    return found[-1].strip() if found else next(filter(None, map(_STYLES_OF_CLASSES.get, classes)), "")


def _is_set_elsewhere(structure: str, styles: str) -> bool:
    """Return whether a class or style file of the draft, not known by name, loads natbib or says how it prints."""
    if _SET.search(structure) or _PUNCTUATION.search(structure):
        return False
    return _IN_STYLES.search(styles) is not None or _LOADED.search(structure) is None


def _is_among(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _of_latex(options: str | None) -> CitationStyle:
    r"""Return the style of \cite without natbib, by the options of the cite package, None where it is not loaded."""
    raised = bool({"super", "superscript"} & _options(options or "").keys())
    return CitationStyle(raised=raised, ordered=options is not None, compressed=options is not None)


def _options(text: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in re.sub(r"[{}\s]", "", text).split(","))
    return {name: value for name, _, value in pairs if name}


def _loaded_options(loaders: Sequence[str], class_options: str) -> Iterator[str]:
    """Yield what the classes and packages that load natbib set of its options."""
    if any("nonatbib" in options for options in (*loaders, class_options)):
        return
    for pattern, options in _LOAD_NATBIB.items():
        if any(fnmatchcase(name, pattern) for name in loaders):
            yield options
            yield "authoryear,round" if "authoryear" in class_options else ""
    if "mnras" in loaders and "usenatbib" in class_options:
        yield "authoryear,round,nocomma"


def _of_natbib(structure: str, options: str, bibliography_style: str) -> CitationStyle:
    said = [name for match in _SET.finditer(structure) for name in _options(match[1] or match[2])]
    given = list(_options(options))
    if not (_SAYS_HOW & {*given, *said}):
        given += _options(_PREDEFINED.get(bibliography_style, ""))
    style = CitationStyle("natbib", by_year=True, brackets="()")
    for name in (*given, *said):
        style = _with_option(style, name)
    if (marks := _PUNCTUATION.search(structure)) is not None:
        numbers = {"n": False, "s": False, "a": True}.get(marks[4].strip(), style.by_year)
        brackets = marks[1].strip() + marks[2].strip()
        style = replace(
            style, by_year=numbers, brackets=brackets, comma=marks[5].strip(), raised=marks[4].strip() == "s"
        )
    return style


def _with_option(style: CitationStyle, name: str) -> CitationStyle:
    """Return the style as one of natbib's options changes it."""
    if name in _BRACKETS:
        return replace(style, brackets=_BRACKETS[name])
    if name in ("sort", "compress", "sort&compress"):
        return replace(
            style, ordered=style.ordered or "sort" in name, compressed=style.compressed or "compress" in name
        )
    if name in ("numbers", "super", "acmnumeric"):
        return replace(style, by_year=False, brackets="[]", raised=name == "super")
    if name in ("authoryear", "acmauthoryear"):
        return replace(style, by_year=True, brackets="[]" if name == "acmauthoryear" else "()")
    return replace(style, comma="") if name in ("nocomma", "aysep") else style


def _of_biblatex(options: Mapping[str, str], packages: Mapping[str, str]) -> CitationStyle | None:
    """Return the style of biblatex, None where it is another than by year, by number or by label, or not English."""
    style = options.get("citestyle") or options.get("style") or "numeric"
    if style.startswith("authoryear"):
        return _by_year_in_english(options, packages)
    in_order = _is_among(style, _BIBLATEX_IN_ORDER)
    if not in_order and not style.startswith(("numeric", "alphabetic")):
        return None
    together = style.endswith("comp")
    counted = options.get("sorting", "none" if in_order else "nty") == "none"
    raised = style in ("nature", "chem-acs")
    return CitationStyle("biblatex", raised=raised, ordered=together, compressed=together, in_order=counted)


def _by_year_in_english(options: Mapping[str, str], packages: Mapping[str, str]) -> CitationStyle | None:
    least = options.get("mincitenames", options.get("minnames", "1"))
    most = options.get("maxcitenames", options.get("maxnames", "3"))
    english = "polyglossia" not in packages and _options(packages.get("babel", "")).keys() <= _ENGLISH
    if not (english and least == "1" and most.isdigit()):
        return None
    names = NameForm("and", int(most), comma=True)
    return CitationStyle("biblatex", by_year=True, brackets="()", comma="", names=names)
