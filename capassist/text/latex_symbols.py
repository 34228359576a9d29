"""What LaTeX commands look like on paper: symbols, accents, units, and which of a command's arguments a reader sees."""

from functools import cache

ACCENTS = dict(
    zip(
        "`'^\"~=.uvHcdbrk",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u030a\u0328",
        strict=True,
    )
)
MATH_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "acute": "\u0301",
    "grave": "\u0300",
    "breve": "\u0306",
    "mathring": "\u030a",
}
RELATIONS = frozenset("≤≥≈∼≪≫→←↔⇒⇔∈∉⊂⊆⊃⊇≠≡∝≃≅≲≳⩽⩾")
SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()nivkxyabcdefghjlmoprstuwzαβγδεθ′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵛᵏˣʸᵃᵇᶜᵈᵉᶠᵍʰʲˡᵐᵒᵖʳˢᵗᵘʷᶻᵅᵝᵞᵟᵋᶿ′"
)
SUBSCRIPTS = str.maketrans("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
# What the entries of glossaries print stands among a draft's macros, each behind this prefix: no command is named so.
ENTRY = "gls:"
GLOSSARY_COMMANDS = frozenset("gls Gls glspl Glspl acrshort ac acs acp Ac glsentryshort".split())
DOUBLE_STRUCK = str.maketrans("CHNPQRZE1", "ℂℍℕℙℚℝℤ𝔼𝟙")

# What a command prints, by its arguments: s a star, o optional in brackets, m mandatory; the digits are those shown.
# An argument that is not named is not seen. Commands that are not listed show what stands in braces after them.
ARGUMENTS: dict[str, tuple[str, str]] = {}
for _names, _signature, _shown in (
    ("label vspace addvspace enlargethispage setstretch linespread input include pagestyle thispagestyle color "
    "cellcolor rowcolor index marginpar thanks bibliographystyle "
     "selectlanguage phantom vphantom usetikzlibrary hypertarget glsreset date pagecolor arraystretch tag "
     "bibliography fontfamily fontseries fontshape setcitestyle pgfplotsset tikzset captionsetup lstset "
     "graphicspath hyphenation stepcounter refstepcounter Description nocite cline", "som", ""),
    ("footnote todo includegraphics adjincludegraphics includesvg includestandalone footnotetext missingfigure "
    "sidenote marginnote "
     "includepdf epsfig psfig pgfimage", "som", ""),
    ("footnotemark linebreak pagebreak nopagebreak nolinebreak newpage clearpage centering", "o", ""),
    ("setlength addtolength setcounter addtocounter fontsize addcontentsline definecolor pdfbookmark numberwithin",
    "mm", ""),
    ("newcommand renewcommand providecommand", "smoom", ""),
    ("textcolor colorbox", "omm", "3"),
    ("fcolorbox", "omommm", "6"),
    ("href", "omm", "3"),
    ("hyperlink foreignlanguage scalebox rotatebox adjustbox", "mm", "2"),
    ("raisebox", "moom", "4"),
    ("resizebox", "smmm", "4"),
    ("texorpdfstring", "mm", "1"),
    ("parbox", "ooomm", "5"),
    ("makebox framebox", "oom", "3"),
    ("hyperref url path nolinkurl", "om", "2"),
    ("gls Gls glspl Glspl acrshort acrlong acrfull ac acs acl acp Ac acf glsentryshort glsentrylong glssymbol", "som",
    "3"),
    ("multicolumn", "mmm", "3"),
    ("multirow", "omomom", "6"),
    ("stackrel overset underset", "mm", "2"),
    ("crefname Crefname", "mmm", ""),
    ("crefformat Crefformat crefalias crefdefaultlabelformat pagenumbering counterwithin counterwithout "
    "DeclareMathOperator", "mm", ""),
    ("figsetstart figsetend figsetgrpstart figsetgrpend phantomsection", "", ""),
    ("figsetnum figsettitle figsetgrpnum figsetgrptitle figsetplot figsetgrpnote vadjust", "m", ""),
    ("rule", "omm", ""),
    ("cmidrule", "om", ""),
    ("unskip ignorespaces protect relax noindent par", "", ""),
):  # fmt: skip
    ARGUMENTS |= dict.fromkeys(_names.split(), (_signature, _shown))

# Characters and ligatures, and commands of one character that is no letter.
MARKS = {
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    "`": "‘",
    "'": "’",
    "~": "\u00a0",
    "&": " ",
    "?`": "¿",
    "!`": "¡",
}
CONTROL_SYMBOLS = {
    "\\": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "\n": " ",
    "!": "",
    "/": "",
    "-": "",
    "@": "",
    "|": "‖",
    "(": "",
    ")": "",
    "[": " ",
    "]": " ",
}
ENVIRONMENT_ARGUMENTS = {
    "tabular": "om", "tabular*": "mom", "tabularx": "mom", "array": "om", "minipage": "oom", "subfigure": "om",
    "multicols": "m",
    "adjustbox": "m", "longtable": "om", "wrapfigure": "omom", "list": "mm", "thebibliography": "m", "scope": "o",
    "adjustwidth": "omm", "spacing": "m", "otherlanguage": "m", "otherlanguage*": "om", "column": "m", "columns": "o",
}  # fmt: skip

UNITS = {
    "metre": "m", "meter": "m", "second": "s", "gram": "g", "kilogram": "kg", "kelvin": "K", "ampere": "A",
    "mole": "mol", "candela": "cd",
    "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W", "volt": "V", "ohm": "Ω", "tesla": "T",
    "farad": "F",
    "henry": "H", "siemens": "S", "weber": "Wb", "coulomb": "C", "electronvolt": "eV", "litre": "L", "liter": "L",
    "bar": "bar", "byte": "B",
    "bit": "bit", "minute": "min", "hour": "h", "day": "d", "degree": "°", "degreeCelsius": "°C", "celsius": "°C",
    "percent": "%",
    "angstrom": "Å", "decibel": "dB", "radian": "rad", "steradian": "sr", "becquerel": "Bq", "gray": "Gy",
    "sievert": "Sv", "dalton": "Da",
    "atomicmassunit": "u", "tonne": "t", "hectare": "ha", "lumen": "lm", "lux": "lx", "mmHg": "mmHg", "molar": "M",
    "gauss": "G",
    "arcsecond": "″", "arcminute": "′",
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m",
    "centi": "c", "deci": "d",
    "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E",
    "kibi": "Ki", "mebi": "Mi",
    "gibi": "Gi", "km": "km", "m": "m", "cm": "cm", "mm": "mm", "um": "µm", "nm": "nm", "pm": "pm", "kg": "kg",
    "g": "g", "mg": "mg", "ug": "µg",
    "s": "s", "ms": "ms", "us": "µs", "ns": "ns", "ps": "ps", "fs": "fs", "Hz": "Hz", "kHz": "kHz", "MHz": "MHz",
    "GHz": "GHz", "THz": "THz",
    "K": "K", "V": "V", "mV": "mV", "kV": "kV", "W": "W", "mW": "mW", "kW": "kW", "MW": "MW", "eV": "eV", "meV": "meV",
    "keV": "keV",
    "MeV": "MeV", "GeV": "GeV", "J": "J", "kJ": "kJ", "N": "N", "Pa": "Pa", "kPa": "kPa", "MPa": "MPa", "GPa": "GPa",
    "A": "A", "mA": "mA",
    "uA": "µA", "T": "T", "mT": "mT", "L": "L", "mL": "mL", "ml": "ml", "uL": "µL", "mol": "mol", "mmol": "mmol",
    "umol": "µmol", "dB": "dB",
    "per": "/", "squared": "²", "cubed": "³", "square": "²", "cubic": "³", "of": "", "tothe": "^", "raiseto": "^",
}  # fmt: skip

_OWN = {
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "textquotesingle": "'",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|",
    "textless": "<",
    "textgreater": ">", "textendash": "–", "textemdash": "—", "textbullet": "•", "textdegree": "°", "degree": "°",
    "celsius": "°C",
    "micro": "µ", "textmu": "µ", "ohm": "Ω", "textpm": "±", "texttimes": "×", "textellipsis": "…", "ldots": "…",
    "dots": "…", "dotsc": "…",
    "cdots": "⋯", "dotsb": "⋯", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε", "slash": "/",
    "lbrace": "{",
    "rbrace": "}", "lbrack": "[", "rbrack": "]", "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ",
    "space": " ", "nobreakspace": " ",
    "hfill": " ", "newline": " ", "linebreak": " ", "par": " ", "item": " ", "tabularnewline": " ", "hline": "",
    "vert": "|",
    "Vert": "‖", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "mid": "|", "colon": ":", "prime": "′",
    "degreeCelsius": "°C",
    "le": "≤", "ge": "≥", "ne": "≠", "leqslant": "≤", "geqslant": "≥", "lesssim": "≲", "gtrsim": "≳", "la": "≲",
    "ga": "≳", "lsim": "≲", "gsim": "≳", "to": "→", "gets": "←", "iff": "⇔",
    "implies": "⇒", "land": "∧", "lor": "∨", "lnot": "¬", "ast": "*", "star": "⋆", "cdot": "·", "setminus": "∖",
    "backslash": "\\", "And": "&",
    "figurename": "Figure", "tablename": "Table", "S": "§", "P": "¶", "copyright": "©", "textregistered": "®",
    "texttrademark": "™",
    "i": "ı", "j": "ȷ", "ell": "ℓ", "hbar": "ℏ", "Re": "Re", "Im": "Im", "bmod": "mod", "mod": "mod", "limits": "",
    "nolimits": "", "left": "",
    "right": "", "big": "", "Big": "", "bigg": "", "Bigg": "", "bigl": "", "bigr": "", "Bigl": "", "Bigr": "",
    "biggl": "", "biggr": "",
    "middle": "", "displaystyle": "", "textstyle": "", "scriptstyle": "", "checkmark": "✓", "cmark": "✓", "xmark": "✗",
    "dag": "†", "ddag": "‡",
    "mathmakebox": "", "allowbreak": "", "qed": "",
}  # fmt: skip
_OPERATORS = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max "
    "min Pr sec sin sinh sup tan tanh argmax argmin"
).split()


@cache
def symbols() -> dict[str, str]:
    """Return what each symbol command prints, without its backslash."""
    from pylatexenc.latex2text import get_default_latex_context_db

    database = get_default_latex_context_db()
    table: dict[str, str] = {}
    for category in ("advanced-symbols", "latex-base"):
        for spec in database.iter_macro_specs([category]):
            if isinstance(spec.simplify_repl, str) and "%" not in spec.simplify_repl and spec.macroname.isalpha():
                table[spec.macroname] = spec.simplify_repl
    for name in ("textbf", "emph", "today"):
        table.pop(name, None)
    table |= {name: name for name in _OPERATORS}
    return table | _OWN


def accent_of(name: str) -> str:
    """Return the accent that a command sets on its argument; "" where it sets none."""
    return MATH_ACCENTS.get(name) or (ACCENTS.get(name, "") if len(name) == 1 else "")
