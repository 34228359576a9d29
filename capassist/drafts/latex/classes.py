"""What document classes do with the numbers of figures, as code for the counters.

A class that lies in the draft speaks for itself; these are the ones that are installed with TeX or that a publisher
keeps.
"""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

# Classes whose floats are numbered by chapter. Classes for theses are mostly made from these, but each its own way.
_CHAPTER_CLASSES = re.compile(
    r"^(?:report|book|scrbook|scrreprt|scrreport|memoir|extbook|extreport|amsbook|svmono|mwbk|mwrep|jsbook|jsreport"
    r"|ltjsbook|ltjsreport|ujbook"
    r"|ujreport|utbook|jbook|jreport|tufte-book|kaobook|elegantbook|ctexbook|ctexrep|octavo|krantz|bookest|boek3?"
    r"|rapport[13])$",
    re.IGNORECASE,
)
_LIKE_THESES = re.compile(r".*(?:thesis.*|dissert.*|diss)$", re.IGNORECASE)
_ROMAN_TABLES = re.compile(r"^(?:IEEEtran|revtex4.*|IEEEconf|ieeeconf|ieeetran)$", re.IGNORECASE)
# benchmarks/latex_classes.py compares these with what TeX prints in each of the classes that are installed.
# Count by chapter but print the counter alone, as the AMS's book class does.
_RESET_ONLY = frozenset(("amsbook", "dvdcoll", "labbook", "my-thesis", "smfbook"))
# Have chapters, but count figures and tables through the whole document, as Brazil's norm for theses has it.
_THROUGHOUT = frozenset(
    "abntex2 achemso acmconf afthesis akklecture caesar_book cas-dc cas-sc combine eskdgraph eskdtab eskdtext factura "
    "jmlr jmlrbook kerntest limap "
    "llncs octavo pittetd sibjnm ucsmonograph uothesis".split()
)
# Have no chapters, but count by section.
_BY_SECTIONS = frozenset(("cc",))
# Whose \appendix leaves the chapters' numbers as they are.
_PLAIN_APPENDIX = frozenset(("ndsu-thesis", "ndsu-thesis-2022", "ryethesis"))
# Number no chapters before their \mainmatter.
_BEGINS_IN_FRONT = frozenset(("yathesis",))
# Whose \appendix leaves the equations' numbers as they are.
PLAIN_EQUATIONS = re.compile(r"^(?:ext|ams|scr)?article$|^amsart$|^scrartcl$|^llncs$|^IEEEtran$|^acmart$")
_KOMA = re.compile(r"^scr(?:book|reprt|report)$")

_FLOATS = ("figure", "table")


def _lettered(separator: str, *, section: str = r"\Alph{section}") -> str:
    return "".join(rf"\renewcommand\the{name}{{{section}{separator}\arabic{{{name}}}}}" for name in _FLOATS)


_RESET = "".join(rf"\setcounter{{{name}}}{{0}}" for name in _FLOATS)
_BY_SECTION = "".join(rf"\@addtoreset{{{name}}}{{section}}" for name in _FLOATS)
# What \appendix does besides counting sections by letters, as the classes' code has it.
_APPENDIX = {
    "elsarticle": _lettered("."),
    "apa6": _BY_SECTION + _RESET + _lettered(""),
    "apa7": _BY_SECTION + _RESET + _lettered(""),
    "jpsj2": _BY_SECTION + _RESET + _lettered("·"),
    "jmlrbook": _RESET,
    "mnras": _BY_SECTION + _RESET + _lettered(""),
    "mdpi": _RESET + _lettered("", section="A"),
    "iopart": _RESET + _lettered("", section="A"),
    # The only appendix has no letter; a list of them says that there are several.
    "umthesis": r"\setcounter{chapter}{\value{um@listed}-1}",
}
# And what \begin{appendices} does, where it is more than the appendix package's.
_APPENDICES = {"sn-jnl": _RESET + _lettered("")}
# Commands of classes that count figures of another part.
_COMMANDS = {
    "appendixfigures": r"\setcounter{figure}{0}\renewcommand\thefigure{\Alph{section}\arabic{figure}}",  # Copernicus
    "appendixtables": r"\setcounter{table}{0}\renewcommand\thetable{\Alph{section}\arabic{table}}",
    "restartappendixnumbering": _RESET + _lettered("", section=r"\thesection"),  # AASTeX
    "apptablenumbers": _RESET + _lettered("", section=r"\thesection"),
    "resetapptablenumbers": _RESET + _lettered("", section=r"\thesection"),
    "listofappendices": r"\setcounter{um@listed}{1}",  # umthesis
}
_PLAIN_FLOATS = "".join(rf"\counterwithout{{{name}}}{{chapter}}" for name in _FLOATS)
_CHAPTER_FLOATS = "".join(rf"\counterwithin{{{name}}}{{chapter}}" for name in _FLOATS)
_MEMOIR = {
    "frontmatter": _PLAIN_FLOATS,
    "mainmatter": _CHAPTER_FLOATS,
    "backmatter": _PLAIN_FLOATS + _RESET,
}


# The other classes that were compared with TeX (benchmarks/latex_classes.py), or whose code was read; "*" stands for
# any ending.
_KNOWN_CLASSES = (
    "aa aastex* acm_proc* acmart active-conf adfathesis agu* agujournal* aiaa* ametsoc* amsart amsdtx amsproc "
    "aomart apa6 apa7 article articleingud artikel* asaetr asme* assignment aucklandthesis bankstatement "
    "basque-book beamer bioinfo biometrika bmc* brandeis-dissertation brandeis-thesis cascadilla cassete cc "
    "confproc copernicus* csm* ctex* cup* disser dithesis easychair ecai eceasst ejpecp elbioimp elife elpres "
    "els* emulateapj entcs epl* eptcs* eskd* europroc ext* fac facsimile fbithesis fcavtex frontiers* "
    "Frontiers* gaceta geo* geophysics gji gost* hecthese hepthesis hitec hpsdiss iag* icml* icsv idcc IEEE* "
    "ieee* ijcai* ijdc* ijmart imsart IMTEKda interact iodhbwm iop* IOP* isov2 jasa* jfm* jhep JHEP* journal "
    "jpconf jps* jss juliacon kluwer leaflet letter limap lion-msc lipics* livecoms lncs* lps ltj* ltx* "
    "matc3mem mdpi* minimal mnras modern* msu-thesis mugsthesis muthesis my-thesis nature ncc nccproc nddiss2e "
    "ndsu-thesis* nrc* oasics* onrannual optica* osa* oup* paper papertex philosophersimprint plos* pnas* "
    "PNAS* PoS powerdot pracjourn proc ptephy* ptptex quantum* refart refrep resphilosophica revtex* rmaa* "
    "rsproca* rspublic* ryersonSGSThesis ryethesis sage* sapthesis sci* SciPost* scr* siam* sig* sl slides sn- "
    "jnl SPhdThesis spie springer* standalone statsoc stex subfiles sugconf sv* tabriz-thesis thesis-ekf tlc- "
    "article tran-l tufte* ua-thesis uafthesis ucalgmthesis ucbthesis ucdavisthesis ucthesis udes-genie-these "
    "uiucthesis ulthese umich-thesis umthesis unifith UoWthesis usenix* usthesis ut-thesis utexasthesis "
    "uwthesis vgtc* wiley* Wiley* WileyNJD* wlpeerj wlscirep ws-* xput yathesis yazd-thesis york-thesis"
).split()


def counts_by_chapter(name: str) -> bool:
    """Return whether a document class begins the count of figures anew in each chapter."""
    return _has_chapters(name) and name not in _THROUGHOUT


def _has_chapters(name: str) -> bool:
    return any(pattern.match(name) for pattern in (_CHAPTER_CLASSES, _LIKE_THESES))


def is_known_class(name: str) -> bool:
    """Return whether it is known how a document class numbers figures."""
    return (
        name in _THROUGHOUT
        or _CHAPTER_CLASSES.match(name) is not None
        or any(fnmatchcase(name, known) for known in _KNOWN_CLASSES)
    )


@dataclass(frozen=True, slots=True)
class ClassNumbers:
    """How a class numbers: whether it has chapters, and what its commands do to the counters."""

    chapters: bool
    setup: str
    commands: dict[str, str]
    resets_unnumbered: bool = False  # headings without a number reset what is counted within them
    begins_in_front: bool = False  # as if after \frontmatter


def class_numbers(name: str, options: str, *, uses_chapters: bool) -> ClassNumbers:
    """Return how a document class numbers. `uses_chapters` is for a class that is not known, from what the text
    holds."""
    chapters = uses_chapters or _has_chapters(name)
    setup, commands = _setup(name), dict(_COMMANDS)
    if chapters and name not in _THROUGHOUT and not (name == "memoir" and "article" in options):
        setup = _setup_by_chapter(name) + setup
        commands |= _MEMOIR if name == "memoir" else {}
    level = "chapter" if chapters else "section"
    letters = rf"\setcounter{{{level}}}{{0}}\setcounter{{section}}{{0}}\renewcommand\the{level}{{\Alph{{{level}}}}}"
    commands["appendix"] = "" if name in _PLAIN_APPENDIX else letters + _APPENDIX.get(name, "")
    commands["appendices"] = letters + _APPENDICES.get(name, "")
    return ClassNumbers(
        chapters,
        setup,
        commands,
        resets_unnumbered=_KOMA.match(name) is not None,
        begins_in_front=name in _BEGINS_IN_FRONT,
    )


def _setup_by_chapter(name: str) -> str:
    prefix = r"\ifnum\c@chapter>0 \thechapter.\fi" if name not in _RESET_ONLY else ""
    return "".join(
        rf"\@addtoreset{{{counter}}}{{chapter}}\renewcommand\the{counter}{{{prefix}\arabic{{{counter}}}}}"
        for counter in (*_FLOATS, "equation", "listing", "lstlisting")
    )


def _setup(name: str) -> str:
    """Return what a class does to the counters besides what comes of its chapters."""
    setup = ""
    if name in _BY_SECTIONS:
        setup += "".join(rf"\counterwithin{{{counter}}}{{section}}" for counter in _FLOATS)
    if "elife" in name:
        setup += r"\newcounter{figsupp}[figure]\renewcommand\thefigsupp{\thefigure—figure supplement \arabic{figsupp}}"
    if name.startswith("tufte"):
        setup += r"\setcounter{secnumdepth}{-1}"
    if _ROMAN_TABLES.match(name):
        setup += r"\renewcommand\thetable{\Roman{table}}"
    return setup
