"""German subordinate clauses as main clauses.

"dass die Temperatur mit der Zeit ansteigt" becomes "die Temperatur steigt mit der Zeit an": the finite verb, last in a
subordinate clause, is the second constituent of a main one. Only the verb is moved. Where the first constituent ends is
told by the forms of words; a clause where that is not certain stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass


def _forms(*verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in verb.split())


_DETERMINERS = _forms("der die das ein eine kein keine beide alle viele einige mehrere dieser diese dieses jede jedes")
_NUMERALS = _forms("zwei drei vier fünf sechs sieben acht neun zehn")
_GENITIVE = _forms("des eines dieses aller beider")
_GENITIVE_OR_DATIVE = _forms("der einer dieser jeder")
_AND = _forms("und sowie")
# "der Unterschied zwischen beiden" is one constituent, and so is "der Höhe wegen".
_BEHIND_NOUNS = _forms("an auf entlang gegenüber von wegen zu zufolge zum zur zwischen")
_PREPOSITIONS = _forms("aus bei beim durch für gegen im in mit nach ohne unter über am ab bis um seit trotz")
_TWO_CLAUSES = _forms("und sowie oder aber sondern wenn während weil dass ob nachdem sobald wobei")
_ADJECTIVE = re.compile(r"[a-zäöüß-]+(?:e|en|er|es)")
_NO_ADJECTIVE = _forms("aber gegen hinter neben oder über unter wegen wider wieder zwischen einer")
_NOUN = re.compile(r"[A-ZÄÖÜ][\w-]+")
_SYMBOL = re.compile(r"\$[^$\d=<>]{1,20}\$|[A-Z]")  # "der Fehler $e$", "das Netz A"

_BE = _forms("ist sind war waren", "bleibt bleiben blieb blieben")
_AUXILIARIES = _BE | _forms(
    "wird werden wurde wurden", "hat haben hatte hatten", "kann können konnte konnten", "muss müssen", "soll sollen"
)
# Full verbs that take no dative, so that "der" behind a noun begins its genitive.
_RISE, _TAKE, _SINK = "steigt steigen stieg stiegen", "nimmt nehmen nahm nahmen", "sinkt sinken sank sanken"
_FALL, _GROW = "fällt fallen fiel fielen", "wächst wachsen wuchs wuchsen"
_FLATTEN, _FADE = "flacht flachen flachte flachten", "klingt klingen klang klangen"
_OF_CHANGE = _forms(
    *(_RISE, _TAKE, _SINK, _FALL, _GROW, _FLATTEN, _FADE, "schwankt schwanken schwankte schwankten"),
    "konvergiert konvergieren konvergierte konvergierten",
    "variiert variieren variierte variierten",
    "verschwindet verschwinden verschwand verschwanden",
)
_WITH_OBJECT = _forms(
    "weist weisen wies wiesen",
    "erreicht erreichen erreichte erreichten",
    "übersteigt übersteigen überstieg überstiegen",
    "überschreitet überschreiten überschritt überschritten",
    "übertrifft übertreffen übertraf übertrafen",
    "enthält enthalten enthielt enthielten",
    "benötigt benötigen benötigte benötigten",
)
_FULL_VERBS = (_OF_CHANGE | _WITH_OBJECT) | _forms(
    "liegt liegen lag lagen",
    "verläuft verlaufen verlief verliefen",
    "unterscheidet unterscheiden unterschied unterschieden",
    "ändert ändern änderte änderten",
    "verändert verändern veränderte veränderten",
    "hängt hängen hing hingen",
    "tritt treten trat traten",
    "besteht bestehen bestand bestanden",
    "bricht brechen brach brachen",
    "geht gehen ging gingen",
)
_INSEPARABLE = re.compile(r"(?:be|ent|er|ver|zer)[a-zäöüß]{2,}t")  # "verwirft"; which case it takes is not known
_SEPARABLE = {
    prefix + form: (form, prefix)
    for prefix, verbs in (
        ("an", (_RISE, _GROW)),
        ("ab", (_TAKE, _SINK, _FALL, _FLATTEN, _FADE, "hängt hängen hing hingen")),
        ("zu", (_TAKE,)),
        ("auf", ("weist weisen wies wiesen", "tritt treten trat traten")),
        ("ein", ("bricht brechen brach brachen",)),
        ("zurück", ("geht gehen ging gingen",)),
    )
    for form in _forms(*verbs)
}
# What is said of a thing without a dative: "der Fehler der Messung größer ist", unlike "der Messung gleich ist".
_PREDICATES = _forms(
    "höher niedriger größer kleiner geringer stärker schwächer besser schlechter länger kürzer schneller langsamer",
    "hoch niedrig groß klein gering konstant stabil linear positiv negativ gestiegen gesunken gefallen gewachsen",
)
_PREFIX_AT_END = re.compile(rf"(?P<clause>\b(?:{'|'.join(sorted(_forms(_RISE, _GROW)))})\b[^.,;:]*)\san(?=\.?$)")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause without its finite verb and its "sich"."""

    verb: str
    prefix: str  # of a separable verb in a subordinate clause: "an" of "ansteigt"
    reflexive: bool
    words: tuple[str, ...]
    compared: tuple[str, ...] = ()  # "als vorher", behind the verb in both orders

    @property
    def may_have_object(self) -> bool:
        return self.verb in _WITH_OBJECT or self.verb not in _FULL_VERBS | _AUXILIARIES


def subordinate_as_main(clause: str, *, only_change: bool = False) -> str | None:
    """Return a clause behind "dass" as a main clause; None where its order is not certain.

    With `only_change` (behind "wie", which asks for the manner) only a clause of what rises, falls or varies is one.
    """
    words = clause.split()
    end = next((n for n, word in enumerate(words) if word == "als" and _is_verb(words[n - 1])), len(words))
    if end == 0:
        return None
    verb, prefix = _SEPARABLE.get(words[end - 1], (words[end - 1], ""))
    if only_change and verb not in _OF_CHANGE:
        return None
    reflexive = words[0] == "sich"
    return _as_main(_Clause(verb, prefix, reflexive, tuple(words[reflexive : end - 1]), tuple(words[end:])))


def verb_first_as_main(clause: str) -> str | None:
    """Return a clause behind "Wie Abbildung 1 zeigt," as a main clause; None where its order is not certain."""
    words = clause.split()
    reflexive = words[1:2] == ["sich"]
    return _as_main(_Clause(words[0], "", reflexive, tuple(words[1 + reflexive :]))) if words else None


def without_prefix(text: str) -> str:
    """Return a main clause without the "an" of "steigt mit der Zeit an" at its end, which looks like an article."""
    return _PREFIX_AT_END.sub(r"\g<clause>", text)


def _as_main(clause: _Clause) -> str | None:
    if not _is_finite(clause.verb):
        return None
    end = _first_constituent(clause)
    if end is None:
        return None
    first, rest = clause.words[:end], clause.words[end:]
    if (clause.verb in _AUXILIARIES and not rest) or any(map(_begins_clause, (*rest, *clause.compared[1:]))):
        return None
    sich, prefix = ("sich",) * clause.reflexive, (clause.prefix,) * bool(clause.prefix)
    return " ".join((*first, clause.verb, *sich, *rest, *prefix, *clause.compared))


def _is_finite(word: str) -> bool:
    return word in _FULL_VERBS | _AUXILIARIES or bool(_INSEPARABLE.fullmatch(word))


def _is_verb(word: str) -> bool:
    return word in _SEPARABLE or _is_finite(word)


def _begins_clause(word: str) -> bool:
    """Tell whether a word is of a second clause: one that joins, or another finite verb."""
    return word in _TWO_CLAUSES or word in _FULL_VERBS | _BE or word in _SEPARABLE


def _first_constituent(clause: _Clause) -> int | None:
    """Return how many words the first constituent has; None where it is no noun phrase whose end is certain."""
    end = _noun_phrase(clause.words, 0, _DETERMINERS)
    while end is not None and end < len(clause.words):
        further = _behind_noun(clause, end)
        if further == end:
            return end if _begins_another(clause, end) else None
        end = further
    return end


def _behind_noun(clause: _Clause, place: int) -> int | None:
    """Return where what goes on with a noun ends: another noun, a genitive or a symbol. The place itself where nothing
    does; None where what does is no noun phrase."""
    words, word = clause.words, clause.words[place]
    if word in _AND:
        return _noun_phrase(words, place + 1, _DETERMINERS)
    if word in _GENITIVE or (word in _GENITIVE_OR_DATIVE and _takes_no_dative(clause)):
        return _noun_phrase(words, place, _GENITIVE | _GENITIVE_OR_DATIVE)
    if _SYMBOL.fullmatch(word) and (_takes_no_object(clause) or set(words[place + 1 : place + 2]) & _DETERMINERS):
        return place + 1
    return place


def _noun_phrase(words: Sequence[str], start: int, determiners: frozenset[str]) -> int | None:
    """Return the end of a determiner, adjectives and a noun from `start` on; None where there is no such phrase."""
    place = start
    if place < len(words) and words[place] in determiners:
        place += 1
    while place < len(words) and _is_adjective(words[place]):
        place += 1
    return place + 1 if place < len(words) and _NOUN.fullmatch(words[place]) else None


def _is_adjective(word: str) -> bool:
    if word in _NUMERALS or word.isdecimal():
        return True
    known = _NO_ADJECTIVE | _DETERMINERS | _FULL_VERBS | _AUXILIARIES
    return bool(_ADJECTIVE.fullmatch(word)) and word not in known


def _takes_no_dative(clause: _Clause) -> bool:
    return clause.verb in _FULL_VERBS or clause.words[-1] in _PREDICATES


def _takes_no_object(clause: _Clause) -> bool:
    return clause.verb in (_FULL_VERBS - _WITH_OBJECT) | _BE


def _begins_another(clause: _Clause, place: int) -> bool:
    """Tell whether the word behind a noun begins a constituent of its own for certain."""
    word, following = clause.words[place], "".join(clause.words[place + 1 : place + 2])
    if word in {"von", "auf"} and following[:1].isdecimal():
        return True  # "von 3 auf 5 Prozent steigt"
    if word in _BEHIND_NOUNS or word in _GENITIVE_OR_DATIVE or (word in _PREPOSITIONS and clause.may_have_object):
        return False
    return word[0].islower()
