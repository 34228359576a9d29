"""Which of the author's sentences tell what can be seen in a figure: no other helps a reader who does not see it."""

import re

from capassist.captioners.extractive.statements import Statement

# Values and trends, places and marks in a picture, by language.
_SEEN = re.compile(
    r"""\b(?:
    (?:increas|decreas|declin|fluctuat|oscillat|converg|diverg|overlap|cluster|scatter|peak|spike|plateau|saturat)\w*
    | ris(?:es?|ing|en) | rose | falls? | falling | fell | drops? | dropp\w+ | grows? | growing | grew
    | steep\w* | (?:high|low|larg|small|great|fast|slow|wid|narrow|long|short)(?:er|est) | maxim\w+ | minim\w+
    | trends? | slopes? | flat | rang(?:es?|ed|ing)\ (?:from|between) | more\ [^.;]{0,60}\bthan | left | right
    | top | bottom | upper | lower | middle | panels? | curves? | solid | dashed | dotted | black | white
    | gr[ae]y | red | green | blue | orange | yellow | purple | lines? | bars? | dots? | points? | arrows?
    | circles? | squares? | box(?:es)? | colou?r\w* | shaded | similar
    | steig\w+ | stieg\w* | sink\w* | fäll\w* | fiel\w* | wächst | wuchs\w* | abnehm\w* | zunehm\w* | höh\w+
    | höchst\w* | (?:nimmt|nehmen)\ [^.;]*\b(?:ab|zu) | niedrig\w* | gering\w+ | größ\w+ | kleiner\w* | links
    | rechts | oben | unten | oberen? | unteren? | kurven? | linien? | balken | punkte? | pfeile?
    | gestrichelt\w* | rote?[nrs]? | blaue?[nrs]? | grüne?[nrs]?
    | augment\w+ | diminu\w+ | croi(?:ss|t)\w* | décroi\w+ | pics? | gauche | droite | courbes? | lignes?
    | barres? | flèches? | pointillés? | rouges? | bleue?s? | verte?s?
    | plus\ (?:élevé|grand|petit|faible|haut|bas)\w*
    | aument\w+ | disminu\w+ | crec\w+ | decrec\w+ | picos? | mayor(?:es)? | menor(?:es)? | izquierd\w+
    | derech\w+ | superior | inferior | curvas? | líneas? | barras? | puntos? | flechas? | roj[oa]s?
    | azul(?:es)? | verdes?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What somebody did, might do or would have to; what stands elsewhere; a condition.
_NOT_SEEN = re.compile(
    r"""^(?:if|when|wenn|falls|si)\b
    | \b(?:we|our|us|should|could|would|might|can\ be|may|must|wir|unser\w*|sollte\w*|könnte\w*|nous|notre|nuestr\w+
          |tab(?:le|elle|leau|la)|equation|gleichung|section|abschnitt|see|siehe|voir|véase|unknown)\b
    | [\[(](?:…|\.\.\.)[\])]""",
    re.IGNORECASE | re.VERBOSE,
)
_DONE = re.compile(r"(?:we|wir|nous|obtained|if|wenn|si)\b|the results? (?:obtained|of)\b", re.IGNORECASE)
# Where a citation, a reference or a value of the author's own commands is gone: "computed by .", "as […] shows".
_HOLE = re.compile(
    r"\s[.,;:](?:\s|$)|…|\(\s*\)|\b(?:of|by|for|than|to|using|with|in|the|a|an|because)\s*[.,;]"
    r"|\b(?:of|by|for|from|with|than|in|at)\s+(?:we|steps|to|of|and|is|are|was|were|by|with)\b"
)
# A command that points somewhere, of the draft's own: "\Fig{speed}" is no word of the sentence.
_POINTER = re.compile(
    r"\\[A-Za-z]*(?:ref|fig|eq|sec|sect|tab|app|cite|lst|alg)[A-Za-z]*\*?(?:\[[^\]]*\])*\{([^{}]*)\}", re.IGNORECASE
)


def tells_what_is_seen(said: Statement) -> bool:
    """Tell whether a statement says what a reader of the figure sees, with nothing of its sentence missing."""
    if _HOLE.search(said.plain) or any(key and key in said.plain for key in _POINTER.findall(said.clause.text)):
        return False
    if said.tells:
        return not _DONE.match(said.plain)
    return bool(_SEEN.search(said.plain) and not _NOT_SEEN.search(said.plain))
