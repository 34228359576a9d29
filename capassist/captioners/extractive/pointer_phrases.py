"""The words and marks with which papers point at their figures.

In a text under work every reference to the target stands as one token, `OPEN letters CLOSE`, where the letters are the
panels it names; both marks are Unicode noncharacters, which no paper contains.
"""

import re

OPEN, CLOSE = "\ufdd0", "\ufdd1"
TOKEN = re.compile(f"{OPEN}([A-Za-z]*){CLOSE}")

# Where a panel stands.
PLACE = (
    r"(?:(?:upper|lower|top|bottom|middle|cent(?:er|re)|central)[- ](?:left|right|middle|cent(?:er|re))|left|right|top"
    r"|bottom|upper|lower|middle|cent(?:er|re)|leftmost|rightmost)"
)
SEE = r"(?:(?:see|cf\.?|siehe|s\.|vgl\.|voir|véase|ver|vedi|см\.)(?:\s+(?:also|e\.g\.,?|auch|aussi|también))?)"
R = rf"(?:the\s+)?{OPEN}[A-Za-z]*{CLOSE}"
AT = rf"(?:in|on|by|from|at)\s+{R}"
# What may stand beside a verb of showing and says nothing of what is shown: a closed class. "Hardly", "allegedly",
# "partly", "only" deny or restrict, and so may any adverb that is not known.
ADVERB = (
    r"(?:clearly|plainly|obviously|evidently|distinctly|nicely|easily|readily|immediately|directly|explicitly"
    r"|schematically|graphically|visually|pictorially|diagrammatically|figuratively|beautifully|impressively|strikingly"
    r"|vividly|conveniently|concisely|succinctly|briefly|additionally|similarly|likewise|finally|firstly|secondly"
    r"|thirdly|lastly|accordingly|consequently|separately|together|side\s+by\s+side|simply|indeed|furthermore|moreover"
    r"|more|most|best|better|also|now|then|again|first|further|thus|therefore|hence|here|below|above|instead)"
)
ADVERBS = rf"(?:{ADVERB}\s+)*"
BE = r"(?:is|are|was|were|has\s+been|have\s+been|can\s+be|may\s+be|will\s+be)"
SHOW = (
    r"(?:show|plot|illustrate|depict|present|display|give|demonstrate|provide|visuali[sz]e|describe|detail"
    r"|highlight|reveal|indicate|"
    r"confirm|suggest|represent|outline|report|contain|include|list|draw|sketch|summari[sz]e)"
)
SHOWS = rf"(?:{SHOW}(?:e?s)?|exemplifies|shows\s+us)"
SHOWN = (
    r"(?:shown|plotted|illustrated|depicted|presented|displayed|given|demonstrated|provided|visuali[sz]ed"
    r"|described|detailed|compared|"
    r"highlighted|represented|outlined|reported|summari[sz]ed|seen|found|listed|drawn|sketched|pictured|observed"
    r"|reproduced|visible|"
    r"schemati[sz]ed|exemplified|documented|tabulated)"
)
OBSERVE = (
    r"(?:see|observe|notice|note|find|found|show|showed|demonstrate|report|conclude|observed|recogni[sz]e|remark"
    r"|appreciate)"
)
ZEIGT = r"(?:zeigt|vergleicht|zeigen|illustriert|veranschaulicht|visualisiert|beschreibt)"
GEZEIGT = (
    r"(?:dargestellt|gezeigt|abgebildet|illustriert|veranschaulicht|aufgeführt|skizziert|zu\s+sehen|zu\s+finden"
    r"|zu\s+erkennen|ersichtlich)"
)
MUESTRA = (
    r"(?:montre|montrent|présente|présentent|illustre|illustrent|représente|muestra|muestran|presenta|presentan"
    r"|ilustra|ilustran|"
    r"representa|mostra|mostram|apresenta|apresentam|mostrano|illustra|illustrano|riporta)"
)
MONTRE = r"(?:re)?(?:présenté|montré|illustré|donné|tracé|affiché)e?s?"

# The verb forms that English sentences rarely do without: a closed class. A phrase without any of them is taken for a
# name.
FINITE = re.compile(
    r"""
      \b(?:is|are|was|were|has|have|had|can|could|may|might|will|would|should|must|does|do|did|we|shows?
        |showed|uses?|used|gives?|gave|leads?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
AUXILIARY = r"(?:is|are|was|were|has|have|had|can|could|may|might|will|would|should|must|does|do|did|cannot)"
PRONOUN = re.compile(
    r"""
      (?:this|these|that|those|it|they|an?\s+(?:\w+\s+)?example(?:\s+of\s+th(?:is|ese))?
        |one\s+(?:such\s+)?example)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What a phrase may not end on once its pointer is gone; of "is not seen in Fig. 3" that would be "is not".
UNFINISHED = re.compile(
    r"""
      \b(?:that|those|one|ones|like|than|of|from|by|to|with|is|are|and|as|not|never|except|without
        |unlike|besides|despite|until|only|neither|nor|außer|ohne|nicht|sauf|salvo)\s*$
    | \b(?:is|are|was|were|be|been|can|could|cannot|may|might)
      (?:\s+(?:not|never|no\s+longer|only|still|just|almost|even|seldom|\w+ly|be|been))+\s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What begins a phrase or a clause that restricts what follows it: prepositions, and conjunctions that subordinate.
PHRASE_WORD = (
    r"(?:for|in|with(?:out|in)?|at|on|to|as|from|by|when|whenever|if|unless|while|because|since|after|before"
    r"|(?:al)?though|unlike|except(?:ing)?|excluding|apart|aside|until|till|under|during|besides?|despite"
    r"|notwithstanding|provided|providing|assuming|supposing|given|ignoring|neglecting|omitting|disregarding|including"
    r"|beyond|above|below|up|near|among|between|over|across|through(?:out)?|according|contrary|compared|relative|using"
    r"|based|depending|due|owing|once|where|wherever|only|regardless|irrespective|instead|rather|save|barring|bar|of"
    r"|outside|inside|behind|around|against|along|mit|ohne|außer|bis|vor|nach|bei|für|unter|ab|abgesehen|wenn|falls"
    r"|sofern|solange|sobald|trotz|während|seit|sauf|sans|avec|pour|jusqu|avant|après|hormis|excepto|salvo|sin|con|para"
    r"|hasta|antes|después|tranne|senza|fino|prima|dopo|exceto|sem|com|até)"
)
# Nothing that ends on one of these is a whole clause, and nothing that is only these says anything.
LOOSE_END = re.compile(
    r"""
      (?:^|\s)(?:is|are|was|were|be|been|the|a|an|of|in|on|at|by|from|for|to|as|and|or|but|while|with
        |than|into|via|between|where|that|which|we|see|can|also|except|without|besides|despite|unlike|until|before|after
        |during|under|over|within|not|only|der|die|das|und|von|et|le|la|les|de|du
        |el|los|y|e|o)[.,;:]*$
    """,
    re.IGNORECASE | re.VERBOSE,
)

# Openings that tie a sentence to the one before it.
# A word that may also belong to what follows ("Second harmonics", "Clearly wrong values") is one before a comma or an
# article only.
CONNECTIVE = re.compile(
    rf"""
      (?:however|moreover|furthermore|namely|finally|then|thus|therefore|hence|indeed|interestingly|firstly|secondly
        |thirdly|lastly|consequently|accordingly|notably|nevertheless|nonetheless
        |meanwhile|of\s+course|in\s+addition|in\s+particular
        |in\s+contrast|in\s+fact|in\s+summary|in\s+short|in\s+other\s+words|by\s+contrast
        |on\s+the\s+contrary|as\s+a\s+result|as\s+an\s+example|as\s+expected|as\s+such|for\s+example
        |for\s+instance|for\s+comparison|for\s+completeness|for\s+clarity(?:\s+purposes)?
        |for\s+simplicity|to\s+this\s+end|on\s+the\s+other\s+hand
        |as\s+an?\s+[^,.]{{0,30}}example(?:\s+of\s+[^,]{{1,80}}(?=,))?
        |to\s+(?:illustrate|see|show)\s+(?:this|that)|as\s+(?:we\s+)?(?:previously|already)\s+\w+ed
        |as\s+(?:discussed|mentioned|noted|described)\s+(?:above|before|earlier|previously)|(?:in|on|for
        |with)\s+(?:this|our|the\s+above)(?:\s+\w+)?\s+(?:example|experiment|figure|plot|simulation
        |test)|in\s+(?:agreement|line|accord|accordance)\s+with\s+[^,]{{1,60}}(?=,)|and|but|so|yet
        |i\.e\.|ainsi|en\s+effet|de\s+plus|par\s+exemple|cependant|enfin|par\s+ailleurs|en\s+outre
        |además|también|sin\s+embargo|por\s+ejemplo|por\s+lo\s+tanto|en\s+todo\s+caso|finalmente
        |asimismo|por\s+otro\s+lado|além\s+disso|no\s+entanto|por\s+exemplo|inoltre|infatti|tuttavia
        |ad\s+esempio),?\s+(?!of\b)
      | (?:additionally|also|here|next|first|second|third|similarly|likewise|specifically|importantly|instead|besides
        |clearly|obviously|overall|again)(?:,\s+|\s+(?=(?:we|one|it|they|there|the|an?|this|these|our|in|on|from|as|all
        |both|each)\b|{OPEN}))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The same inside of a sentence, and pointers to other places of the text, each between commas or in parentheses of
# their own.
_ELSEWHERE = (
    r"as\s+(?:we\s+)?(?:have\s+)?(?:just\s+|previously\s+|already\s+)?(?:described|discussed|mentioned|noted"
    r"|defined|explained|introduced|outlined|seen|shown|stated|saw)"
    r"(?:\s+(?:above|below|before|earlier|previously|in\s+the\s+(?:previous|last|next)\s+\w+))?"
)
INTERJECTION = re.compile(
    r",\s+(?:however|therefore|then|thus|moreover|hence|of\s+course|for\s+example|for\s+instance|in\s+turn|indeed"
    rf"|by\s+contrast|in\s+contrast|{_ELSEWHERE}),"
    r"|,?\s+as\s+(?:described|discussed|mentioned|noted|defined|explained|introduced|outlined)\s+(?:above|below"
    r"|before|earlier|previously)(?P<after>,)?"
    rf"|(?<=[:;])\s+{_ELSEWHERE},|(?<=\w)\s+also(?=\s+\w)"
    r"|(?<=\w)\s+(?:(?:that|which)\s+)?we\s+(?:have\s+)?(?:already\s+)?(?:described|discussed|mentioned|defined"
    r"|introduced|outlined"
    r"|seen)\s+(?:above|before|earlier|previously)(?=[.,;])",
    re.IGNORECASE,
)

# What is left in front once the pointer is gone. These cut nothing that the sentence says of the figure.
ATTRIBUTIONS = (
    re.compile(
        r"^(?:we|one|you|the\s+reader)\s+(?:(?:can|could|may|might"
        rf"|should)\s+)?{ADVERBS}{OBSERVE}\s+{ADVERBS}(?:here\s+)?that,?\s+",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^it\s+(?:is|can\s+be|may\s+be|should\s+be|becomes|was)\s+{ADVERBS}"
        r"(?:seen|observed|noted|noticed|clear|evident|apparent|obvious|visible|shown|found|remarked"
        r"|worth\s+noting)\s+that,?\s+",
        re.IGNORECASE,
    ),
    re.compile(r"^it\s+is\s+(?:also\s+)?(?:important|interesting)\s+(?:to\s+note\s+)?that,?\s+", re.IGNORECASE),
    re.compile(r"^the\s+(?:key|main|important)\s+\w+\s+(?:here\s+)?is\s+that\s+", re.IGNORECASE),
    re.compile(r"^(?:an?|one)\s+(?:\w+\s+)?example\s+of\s+th(?:is|ese):\s+", re.IGNORECASE),
    re.compile(
        r"^(?:an?|one)\s+(?:\w+\s+)?example\s+of\s+(?:this|these|such\s+\w+|the\s+(?:former"
        r"|latter))\s+is\s+(?=an?\s|the\s)",
        re.IGNORECASE,
    ),
    re.compile(r"^\(?(?:\d+|[ivx]+)\)\s+"),
    re.compile(r"^(?:note|notice|observe|recall)\s+(?:also\s+)?that,?\s+", re.IGNORECASE),
    re.compile(
        r"^(?:(?:on|nous)\s+(?:peut\s+|pouvons\s+)?(?:voit|voir|voyons|observe[rz]?|observons|constate[rz]?"
        r"|remarque[rz]?)\s+que|"
        r"se\s+(?:puede\s+)?(?:ve|ver|observa|observar|aprecia|apreciar)\s+que|si\s+(?:può\s+)?(?:vede|vedere"
        r"|osserva|nota)\s+che)\s+",
        re.IGNORECASE,
    ),
)

# "There is no valve", "no hay válvula"; not the Portuguese "no sistema", in the system.
NO = (
    r"(?:(?:is|are|was|were|has|have|had|with|shows?|of|by|but|and|there)\s+no"
    r"|no\s+(?:se|hay|es|son|tiene|depende|existe))"
)
