"""The commands that LaTeX and its usual packages define, as far as they may stand in a caption."""

import re
from functools import cache

from capassist.text.latex_symbols import ARGUMENTS, MATH_ACCENTS, UNITS, symbols

_COMMAND = re.compile(r"(?<!\\)(?:\\\\)*(?P<command>\\(?P<name>[A-Za-z]+))")
# Families of commands, which packages and classes go on naming like this.
_FAMILIES = re.compile(
    r"[a-zA-Z]*[cC]ite[a-zA-Z]*|[a-zA-Z]*[rR]ef(?:s|range|name)?|[gG]ls[a-zA-Z]*|GLS[a-z]*|[aA]c[a-z]{0,4}|[aA]cr[a-z]+"
    r"|math[a-z]+|(?:big|Big|bigg|Bigg)[lrm]?|end|begin|text(?:asci|quote|bar|brac|super|sub|cap|up|sc|sf|tt|rm|it|md"
    r"|sl|bf|normal|sw|ul)[a-z]*"
)
_LATEX = frozenset(
    # letters, fonts, sizes
    "a b c d i j k l o r t u v H L O P S AA AE DH DJ IJ NG OE SS TH aa ae dh dj ij ng oe ss th bf it rm sc sf sl tt em "
    "cal mit emph bfseries itshape mdseries rmfamily scshape sffamily slshape ttfamily upshape normalfont normalshape "
    "boldmath unboldmath tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge fontsize selectfont "
    "fontfamily fontseries fontshape underline underbar oldstylenums textcircled textfraction lowercase uppercase "
    "MakeLowercase MakeUppercase symbol char "
    # text
    "TeX LaTeX LaTeXe BibTeX XeTeX LuaTeX XeLaTeX LuaLaTeX pdfTeX pdfLaTeX today ldots dots textellipsis pounds "
    "copyright textregistered texttrademark textdegree textcelsius textohm textmu textmicro textdiv texttimes textpm "
    "textminus textperthousand textpertenthousand textnumero texteuro textcent textsterling textyen textdollar "
    "textcurrency textsection textparagraph textdagger textdaggerdbl textbullet textperiodcentered textbackslash "
    "textendash textemdash textexclamdown textquestiondown textless textgreater textleftarrow textrightarrow "
    "textuparrow textdownarrow textonehalf textonequarter textthreequarters textonesuperior texttwosuperior "
    "textthreesuperior textordfeminine textordmasculine textsurd textlnot textestimated textreferencemark "
    "textmusicalnote textopenbullet textbigcircle textasteriskcentered textvisiblespace textthreequartersemdash "
    "texttwelveudash enquote say og fg guillemotleft guillemotright guillemetleft guillemetright guilsinglleft "
    "guilsinglright glqq grqq flqq frqq quotedblbase quotesinglbase foreignlanguage selectlanguage textlatin textgreek "
    "textcyrillic ensuremath xspace mbox hbox vbox "
    # space, boxes, lines
    "quad qquad enspace enskip thinspace medspace thickspace negthinspace negmedspace negthickspace nobreakspace space "
    "hspace vspace hskip vskip kern hfill vfill hfil vfil hrulefill dotfill smallskip medskip bigskip par newline "
    "linebreak nolinebreak pagebreak nopagebreak newpage break allowbreak nobreak noindent indent centering "
    "raggedright raggedleft leftskip rightskip parskip parindent baselineskip linewidth textwidth columnwidth "
    "textheight hsize strut phantom hphantom vphantom smash rule raisebox makebox framebox fbox parbox minipage llap "
    "rlap clap rotatebox scalebox resizebox reflectbox adjustbox shortstack protect relax null unskip ignorespaces "
    "ignorespacesafterend leavevmode string noexpand expandafter label ref pageref index footnote footnotemark "
    "footnotetext marginpar thanks item verb input include includegraphics caption captionsetup subcaption subref "
    "color textcolor colorbox fcolorbox definecolor normalcolor url href nolinkurl path hyperlink hypertarget hyperref "
    "texorpdfstring hl st so ul caps uline uuline uwave sout xout dashuline dotuline todo tikz draw fill node pgfplots "
    "pgfuseplotmark markerref legendref plotref num numlist numrange ang SI si SIrange SIlist qty qtyrange qtylist "
    "qtyproduct unit unitfrac nicefrac sfrac ce cf chemfig chemfigure bond degree celsius perthousand micro ohm "
    "tccelsius tcdegree checkmark ding cmark xmark orcidlink faIcon "
    # maths
    "left right middle big Big bigg Bigg frac dfrac tfrac cfrac binom dbinom tbinom sqrt root over atop choose "
    "above stackrel overset underset sideset substack overline underline overbrace underbrace overbracket "
    "underbracket overrightarrow overleftarrow underrightarrow underleftarrow overleftrightarrow xrightarrow "
    "xleftarrow widehat widetilde widebar hat tilde bar vec dot ddot dddot check acute grave breve mathring "
    "not displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits operatorname bm boldsymbol pmb "
    "bold Bbb Bbbk frak mathbbm mathds text intertext boxed tag notag nonumber eqref pmod bmod mod pod injlim "
    "projlim varinjlim varprojlim varliminf varlimsup prime dprime backprime partial nabla infty emptyset "
    "varnothing jmath imath ldotp cdotp cdots ddots vdots iddots dotsb dotsc dotsi dotsm dotso sum prod coprod "
    "int iint iiint iiiint oint oiint idotsint smallint bigodot bigsqcup biguplus bot top neg lnot owns models "
    "triangle bigtriangleup clubsuit diamondsuit heartsuit spadesuit bigstar blacksquare square Box Diamond "
    "lozenge blacklozenge leadsto lhd rhd unlhd unrhd Join impliedby implies iff restriction centerdot "
    "varpropto thicksim thickapprox eqsim Doteq ggg lll llless gggtr shortmid shortparallel nsim ncong nmid "
    "nparallel nleqq ngeqq nleqslant ngeqslant npreceq nsucceq smallsmile smallfrown doublecap doublecup "
    "doublebarwedge vDash dasharrow varDelta varGamma varLambda varOmega varPhi varPi varPsi varSigma varTheta "
    "varUpsilon varXi Finv Game diagdown ddagger lgroup rgroup arrowvert Arrowvert bracevert lvert rvert lVert "
    "rVert abs norm ket bra braket dv pdv dd vb va vu expval SIUnitSymbolMicro SIUnitSymbolOhm upmu upalpha "
    "upbeta upgamma updelta uppi mathllap mathrlap mathclap coloneqq eqqcolon color cancel bcancel xcancel "
    "slashed tensor indices prescript".split()
)


@cache
def known_commands() -> frozenset[str]:
    """Return the names, without backslash, of commands that are known; see `is_known` for families of them."""
    return _LATEX | symbols().keys() | ARGUMENTS.keys() | UNITS.keys() | MATH_ACCENTS.keys()


def is_known(name: str) -> bool:
    """Tell whether LaTeX or a usual package defines a command of that name, in a caption."""
    return name in known_commands() or _FAMILIES.fullmatch(name) is not None


def commands_in(text: str) -> list[tuple[str, int, int]]:
    r"""Return the commands named by letters, in order: the name, where its backslash stands, and where it ends. "\\" is
    a line break."""
    return [(match["name"], match.start("command"), match.end()) for match in _COMMAND.finditer(text)]
