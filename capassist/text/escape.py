"""Text that may stand in a LaTeX caption: escaping once and only once, and what must never be written.

`to_latex` takes text as people and models write it, half escaped or not at all, and gives LaTeX that shows the same. It
does not guard: a macro that no caption may hold comes out as it came in, and `syntax_errors` says what is wrong with
it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from capassist.model import Span
from capassist.text.characters import GREEK, SYMBOLS, accented, composed, letters
from capassist.text.segments import TOKEN, Segment, segments

_GREEK_WORD = re.compile("[\u0370-\u03ff\u1f00-\u1fff]{3}")  # the paper is in Greek: its letters are letters

# Typography that LaTeX makes from plain characters, and what nobody sees.
_TYPED = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u2012–", "--"),
        **dict.fromkeys("—\u2015", "---"),
        **dict(zip("‘’“”ﬀﬁﬂﬃﬄ\u212b", "` ' `` '' ff fi fl ffi ffl Å".split(), strict=True)),
        **dict.fromkeys("\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u200a", " "),
        **dict.fromkeys("\u200b\u2060\ufeff", ""),
    }
)
# Two of these side by side would make a third: ‘“ would be “‘, and –- would be —.
_LIGATURE = re.compile("[‘`](?=“)|[’'](?=”)|[–—](?=[-–—])|-(?=[–—])")
_MACROS = {
    "…": r"\ldots{}",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u00ad": r"\-",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
# LaTeX's first font encoding, OT1, shows "¡", "¿" and a dash for these.
_OT1 = {"<": "$<$", ">": "$>$", "|": "$|$"}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚₛₜₓ", "0123456789+-=()aehijklmnopstx")
_RAISED_RUN = re.compile(f"[{''.join(map(chr, _RAISED))}]+")
_LOWERED_RUN = re.compile(f"[{''.join(map(chr, _LOWERED))}]+")

_ACCENTS = dict(
    zip(
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u030a\u0323",
        "`'^\"~=.uvHcrd",
        strict=True,
    )
)
_LETTERS = dict(zip("ßæÆœŒøØłŁåÅıȷ", "ss ae AE oe OE o O l L aa AA i j".split(), strict=True))
_UNESCAPED = re.compile(r"(\\.)|([%#&])", re.DOTALL)


def to_latex(text: str) -> str:
    """Return LaTeX that shows what `text` says; text that is LaTeX already comes back as it is.

    Maths, macros and the arguments of references, citations and addresses are kept. Outside of them special characters,
    straight quotes and the symbols that pdfLaTeX lacks become LaTeX; other letters stay as they are. Braces and dollar
    signs without a partner are taken literally, and an empty line is no new paragraph.
    """
    text = _one_paragraph(text)
    symbols = SYMBOLS | letters(text) | ({} if _GREEK_WORD.search(text) else GREEK)
    unpaired = _unpaired_braces(text)
    parts = []
    for segment in segments(text):
        piece = text[segment.start : segment.end]
        if segment.kind == "text":
            piece = _escaped(text, segment, symbols)
        elif segment.kind in {"maths", "display"}:
            piece = _escaped_maths(piece, symbols)
        elif segment.kind == "key":
            piece = _escape_only("%#", piece)
        elif segment.kind == "lone":
            piece = r"\$" if piece == "$" else r"\textbackslash{}" + piece[1:]
        elif segment.start in unpaired:
            piece = "\\" + piece
        parts.append(piece)
    return "".join(parts)


def to_ascii(character: str) -> str | None:
    """Return LaTeX in ASCII that shows the character, for files whose encoding lacks it; None where there is none."""
    if (latex := to_latex(character)).isascii():
        return latex
    if character in _LETTERS:
        return f"\\{_LETTERS[character]}{{}}"
    letter, *marks = list(unicodedata.normalize("NFD", character))
    if letter.isascii() and letter.isalpha() and len(marks) == 1 and marks[0] in _ACCENTS:
        return f"\\{_ACCENTS[marks[0]]}{{{letter}}}"
    return None


def _one_paragraph(text: str) -> str:
    text = _LIGATURE.sub(r"\g<0>{}", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_TYPED)
    return composed(re.sub(r"\n\s*\n", "\n", text))


def _unpaired_braces(text: str) -> set[int]:
    """Return where braces without a partner stand; those in maths and keys have one."""
    opened: list[int] = []
    unpaired: set[int] = set()
    for segment in segments(text):
        if segment.kind == "open":
            opened.append(segment.start)
        elif segment.kind == "close" and opened:
            opened.pop()
        elif segment.kind == "close":
            unpaired.add(segment.start)
    return unpaired.union(opened)


def _escaped(text: str, segment: Segment, symbols: dict[str, str]) -> str:
    escaped = accented("".join(_escaped_at(text, offset) for offset in range(segment.start, segment.end)), "$")
    escaped = _RAISED_RUN.sub(lambda run: f"$^{{{run.group().translate(_RAISED)}}}$", escaped)
    escaped = _LOWERED_RUN.sub(lambda run: f"$_{{{run.group().translate(_LOWERED)}}}$", escaped)
    return "".join(f"${symbols[char]}$" if char in symbols else char for char in escaped)


def _escaped_at(text: str, offset: int) -> str:
    """Return LaTeX for the character at an offset."""
    char, before, after = text[offset], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    match char:
        case "%" if after == "\n" and not re.search(r"\d\s*$", text[:offset]):
            return char  # it only joins two lines
        case "%" | "&" | "#" | "_":
            return "\\" + char
        case "~":
            return _tilde(before, after)
        case "\u00a0":
            return _tie(before, after)
        case '"':
            return _quote(text, before, after)
    return _MACROS.get(char) or _OT1.get(char) or char


def _has_babel_quotes(text: str) -> bool:
    return '"`' in text and "\"'" in text  # German and other papers write "`so"'


def _tilde(before: str, after: str) -> str:
    """A tilde is a tie, but "~5" is "about 5", "y ~ x" is a relation, and "~/" is the home folder."""
    if before and not before.isspace() and before not in "([/=":
        return "~"
    if after.isdigit() or (before and after.isspace()):
        return r"$\sim$"
    return r"\textasciitilde{}" if after == "/" else "~"


def _tie(before: str, after: str) -> str:
    """A no-break space is a tie where it stands between two things."""
    joins = bool(before and after) and not (before.isspace() or after.isspace() or before in "([/=~")
    return "~" if joins else " "


def _quote(text: str, before: str, after: str) -> str:
    if after in ("`", "'") and _has_babel_quotes(text):
        return '"'
    return "``" if not before or before.isspace() or before in "([{-/~" else "''"


def _escaped_maths(maths: str, symbols: dict[str, str]) -> str:
    maths = _escape_only("%#" if r"\begin" in maths else "%#&", maths)
    maths = accented(maths, "")
    maths = _RAISED_RUN.sub(lambda run: f"^{{{run.group().translate(_RAISED)}}}", maths)
    maths = _LOWERED_RUN.sub(lambda run: f"_{{{run.group().translate(_LOWERED)}}}", maths)
    parts = []
    for char, after in zip(maths, maths[1:] + " ", strict=True):
        symbol = (
            symbols.get(char)
            or ("~" if char == "\u00a0" else _MACROS.get(char) if not char.isascii() else None)
            or char
        )
        parts.append(symbol + " " if symbol[-1:].isalpha() and symbol != char and after.isalpha() else symbol)
    return "".join(parts)


def _escape_only(characters: str, text: str) -> str:
    return _UNESCAPED.sub(lambda match: "\\" + match.group() if match.group() in characters else match.group(), text)


# What must not be written ---------------------------------------------------------------------------------------------


_FORBIDDEN = frozenset(
    # files and programs
    "input include InputIfFileExists IfFileExists openin openout read readline closein closeout newread newwrite write "
    "immediate import subimport includefrom subincludefrom inputfrom subinputfrom subfile subfileinclude includeonly "
    "verbatiminput VerbatimInput lstinputlisting inputminted includegraphics includepdf includesvg includestandalone "
    "pgfimage pgfplotstableread epsfig special pdfliteral pdfobj pdfcatalog pdfximage pdffiledump filedump "
    "pdfmdfivesum mdfivesum pdffilesize filesize pdffilemoddate filemoddate pdfmapfile pdfmapline pdfinfo pdfpageattr "
    "pdfpagesattr pdfannot pdfextension pdfprimitive pdfescapestring XeTeXpicfile XeTeXpdffile directlua latelua "
    "luaexec luadirect luafunction ShellEscape attachfile embedfile textattachfile bibliography addbibresource "
    "graphicspath externaldocument typein typeout message errmessage BVerbatimInput LVerbatimInput verbatimtabinput "
    "markdownInput csvreader csvloop csvautotabular DTLloaddb DTLloadrawdb loadglsentries pgfdeclareimage addplot "
    "includemovie animategraphics hypersetup Acrobatmenu font hyphenation patterns "
    # definitions and the reading of characters
    "def edef gdef xdef let futurelet global long outer newcommand renewcommand providecommand DeclareRobustCommand "
    "DeclareMathOperator NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand "
    "NewExpandableDocumentCommand RenewExpandableDocumentCommand NewDocumentEnvironment RenewDocumentEnvironment "
    "NewCommandCopy RenewCommandCopy DeclareCommandCopy DeclareTextCommand DeclareUnicodeCharacter "
    "DeclarePairedDelimiter LetLtxMacro letcs cslet csletcs csdef csedef csgdef csxdef csuse patchcmd apptocmd "
    "pretocmd robustify newenvironment renewenvironment newif newcount newdimen newskip newtoks newbox newsavebox "
    "savebox sbox setbox newlength newcounter newtheorem globaldefs skipdef muskipdef unless whiledo protected catcode "
    "lccode uccode sfcode mathcode delcode chardef mathchardef countdef dimendef toksdef csname endcsname expandafter "
    "noexpand unexpanded scantokens detokenize string meaning the primitive lowercase uppercase afterassignment "
    "aftergroup begingroup endgroup bgroup egroup makeatletter makeatother ExplSyntaxOn ExplSyntaxOff everypar "
    "everymath everydisplay everyhbox everyvbox everyjob everycr everyeof obeylines obeyspaces endlinechar escapechar "
    "newlinechar advance multiply divide loop repeat setcounter addtocounter stepcounter refstepcounter setlength "
    "addtolength "
    # the document itself
    "documentclass usepackage RequirePackage PassOptionsToPackage LoadClass AtBeginDocument AtEndDocument "
    "AtBeginEnvironment AtEndEnvironment AtBeginShipout AddToHook AddToHookNext AddToShipoutPicture halign "
    "valign noalign pagestyle thispagestyle appendix eject supereject show showthe showbox showlists "
    "showtokens tracingall loggingall pausing endinput enddocument stop bye dump shipout output batchmode "
    "nonstopmode scrollmode errorstopmode caption captionof part chapter section subsection subsubsection "
    "paragraph maketitle tableofcontents printbibliography newpage clearpage cleardoublepage item verb fi else "
    "or".split()
)
_PARAGRAPH_MACROS = frozenset("par endgraf".split())
_MATHS_ENVIRONMENTS = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases array aligned alignedat gathered split "
    "subarray".split()
)
_TEXT_IN_MATHS = re.compile(r"\\(?:text[a-z]*|mbox|hbox|intertext)\b")
_JOINERS = "\u200c\u200d"  # Persian, Indic and other scripts are spelled with them


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Why a text cannot be written as a caption; `span` is the range of the text that it is about."""

    code: str
    message: str
    span: Span


def syntax_errors(text: str) -> tuple[SyntaxFault, ...]:
    """Return why the text may not stand in a caption's argument, in the order of the text; nothing when it may.

    A text without faults closes what it opens, hides nothing, reads and writes no file, defines nothing and ends no
    paragraph.
    """
    checks = (_characters, _paragraphs, _macros, _environments, _open_environments, _pairs, _specials, _links)
    return tuple(sorted((fault for check in checks for fault in check(text)), key=lambda fault: fault.span))


def _characters(text: str) -> Iterator[SyntaxFault]:
    for offset, char in enumerate(text):
        category = unicodedata.category(char)
        unseen = category in {"Cc", "Cf", "Cs", "Zl", "Zp"} or ord(char) & 0xFFFE == 0xFFFE
        if unseen and not _may_be_unseen(text, offset):
            name = "control" if category == "Cc" else "invisible"
            yield SyntaxFault(name, f"It holds the {name} character U+{ord(char):04X}.", (offset, offset + 1))
    for match in re.finditer(r"\^\^", text):
        yield SyntaxFault("carets", "^^ lets TeX read other characters than those that are seen.", match.span())


def _may_be_unseen(text: str, offset: int) -> bool:
    """Tell whether the character is white space, or a joiner that belongs to the words around it."""
    char = text[offset]
    return char in "\n\t" or text.startswith("\r\n", offset) or (char in _JOINERS and _in_script(text, offset))


def _in_script(text: str, offset: int) -> bool:
    """Tell whether a joiner stands between letters of a script that uses it."""
    return all(
        unicodedata.category(char) in {"Lo", "Mn", "Mc"}
        for char in (text[offset - 1 : offset], text[offset + 1 : offset + 2])
        if char
    )


def _paragraphs(text: str) -> Iterator[SyntaxFault]:
    for match in re.finditer(r"\n[ \t\r]*\n", text):
        yield SyntaxFault(
            "paragraph", "An empty line begins a new paragraph, which a caption cannot have.", match.span()
        )


def _macros(text: str) -> Iterator[SyntaxFault]:
    for token in TOKEN.finditer(text):
        name = token.group()[1:]
        if name in _PARAGRAPH_MACROS:
            yield SyntaxFault(
                "paragraph", f"\\{name} begins a new paragraph, which a caption cannot have.", token.span()
            )
        elif name in _FORBIDDEN or (re.match("if(?!f$)", name) and name.isalpha()):
            yield SyntaxFault("macro", f"\\{name} may not stand in a caption.", token.span())
        elif name == "lstinline" and not text.startswith(("{", "["), token.end()):
            yield SyntaxFault("macro", "\\lstinline may only stand in a caption with its code in braces.", token.span())
        elif token.group() == "\\":
            yield SyntaxFault(
                "backslash", "It ends in a backslash, which would swallow the closing brace.", token.span()
            )


def _environments(text: str) -> Iterator[SyntaxFault]:
    maths = _maths_segments(text)
    for token in TOKEN.finditer(text):
        if token.group() in {r"\begin", r"\end"}:
            name = re.compile(r"\{([A-Za-z]+)\}").match(text, token.end())
            in_maths = any(part.start < token.start() < part.end for part in maths)
            if not (name and in_maths and name[1] in _MATHS_ENVIRONMENTS):
                which = f"{token.group()}{name.group()}" if name else token.group()
                yield SyntaxFault("environment", f"{which} may not stand in a caption.", token.span())


def _open_environments(text: str) -> Iterator[SyntaxFault]:
    for part in _maths_segments(text):
        if not _nested(re.findall(r"\\(begin|end)\{([A-Za-z]+)\}", text[part.start : part.end])):
            yield SyntaxFault("environment", "An environment in the maths is not closed.", (part.start, part.end))


def _maths_segments(text: str) -> list[Segment]:
    return [segment for segment in segments(text) if segment.kind == "maths"]


def _nested(marks: list[tuple[str, str]]) -> bool:
    opened: list[str] = []
    for mark, name in marks:
        if mark == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def _pairs(text: str) -> Iterator[SyntaxFault]:
    for offset in sorted(_unpaired_braces(text)):
        what = "is not closed" if text[offset] == "{" else "closes nothing"
        yield SyntaxFault("braces", f"The brace {text[offset]} {what}.", (offset, offset + 1))
    for segment in segments(text):
        piece = text[segment.start : segment.end]
        if segment.kind == "lone":
            way_on = r"; a dollar sign is written \$" if piece == "$" else ""
            yield SyntaxFault("unpaired", f"{piece} has no partner{way_on}.", (segment.start, segment.end))
        elif segment.kind == "display":
            yield SyntaxFault(
                "maths", "Displayed maths may not stand in a caption; use $…$.", (segment.start, segment.end)
            )
        elif (
            segment.kind == "maths" and "$" in re.sub(r"\\.", "", piece).strip("$") and not _TEXT_IN_MATHS.search(piece)
        ):
            yield SyntaxFault("maths", "A $ stands inside of maths.", (segment.start, segment.end))


def _specials(text: str) -> Iterator[SyntaxFault]:
    for segment in segments(text):
        piece = text[segment.start : segment.end]
        if segment.kind == "text":
            bare = "%&#_^\\"
        elif segment.kind in {"maths", "display"}:
            bare = "%#" if r"\begin" in piece else "%#&"
        elif segment.kind == "key":
            bare = "%#"
        else:
            continue
        yield from _bare(text, segment, bare)


def _bare(text: str, segment: Segment, characters: str) -> Iterator[SyntaxFault]:
    for match in re.compile(r"(\\.)|[%&#_^\\]", re.DOTALL).finditer(text, segment.start, segment.end):
        span, char = match.span(), match.group()
        if char not in characters or match.group(1):
            continue
        if char == "%":
            hidden = text[span[1] :].partition("\n")
            if hidden[0].strip() or not hidden[1]:  # a % right at a line's end only joins two lines
                yield SyntaxFault(
                    "comment", r"A bare % hides the rest of its line; a percent sign is written \%.", span
                )
        elif char == "\\":
            yield SyntaxFault("backslash", r"The backslash begins no macro; write \textbackslash{}.", span)
        else:
            written = _MACROS.get(char, f"\\{char}")
            yield SyntaxFault("special", f"A bare {char} may not stand here; write {written}.", span)


def _links(text: str) -> Iterator[SyntaxFault]:
    for match in re.finditer(
        r"\\(?:href|url)\s*(?:\[[^\]]*\])?\s*\{\s*(?:run|file|javascript)\s*:", text, re.IGNORECASE
    ):
        yield SyntaxFault("link", "The link opens a file or a program.", match.span())
