"""The words of each language that only join others: everybody's, and so nothing that tells one author from another."""

from collections.abc import Iterable

from capassist.text.language import LANGUAGES, LanguageCode, language_of

# Articles, pronouns, prepositions, conjunctions, auxiliaries and abbreviations, in lower case as `words` cuts them.
_JOINING: dict[LanguageCode, str] = {
    "de": "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines "
    "dieser diese "
    "dieses diesen diesem jener jene jenes jeder jede jedes jeden jedem alle allen aller alles welche welcher "
    "welches welchen welchem dessen deren denen ich du er sie es wir ihr ihn ihm ihnen uns euch mich mir sich man "
    "mein meine sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere unserer unseren "
    "selbst derselbe dieselbe in im an am ans auf aus bei beim bis durch für fürs gegen hinter innerhalb "
    "außerhalb mit mittels nach neben oberhalb unterhalb ohne seit sowie über um unter von vom vor während wegen "
    "zu zum zur zwischen je jeweils jeweilige jeweiligen pro per ab und oder aber sondern denn doch als wie wenn "
    "falls ob dass daß da damit weil indem sobald bevor nachdem obwohl also so dann dabei dazu daher dadurch "
    "darauf daran davon dafür hier dort wo wobei wodurch womit nicht nur auch noch schon sehr mehr etwa bzw "
    "beziehungsweise etc usw d.h z.b u.a vgl siehe s.o s.u abb abbildung tab tabelle ist sind war waren bin sei "
    "seien wird werden wurde wurden worden würde hat haben hatte hatten habe kann können könnte konnte konnten "
    "muss müssen soll sollen sollte will wollen darf dürfen mag einander was wer wen wem",
    "en": "aren't isn't etc e.g i.e et al cf either neither every none nor any although though since until "
    "whether whom "
    "whose why toward towards across around behind below above beneath beside besides upon off onto despite "
    "except unlike whereas whilst ours theirs hers mine yours himself herself ourselves myself everything "
    "something anything nothing whoever whatever whichever never always often again once having might shall "
    "cannot therefore hence moreover furthermore respectively",
    "es": "el la los las lo un una unos unas de del al a en con sin por para según sobre entre hasta desde hacia tras "
    "ante bajo durante mediante contra y e o u ni pero sino que quien quienes cual cuales cuyo cuya como cuando "
    "donde mientras porque pues si no se su sus mi mis tu nos nuestro nuestra nuestros nuestras le les me te ello "
    "ella ellos ellas él este esta estos estas ese esa esos esas aquel aquella esto eso cada todo toda todos "
    "todas otro otra otros otras mismo misma más menos muy también ya así es son era eran fue fueron ser sido "
    "está están estar ha han haber hay puede pueden fig figura tabla véase p.ej",
    "fr": "le la les l un une des du de d à au aux en dans sur sous par pour avec sans vers chez entre depuis pendant "
    "avant après contre selon lors et ou où mais donc or ni car que qui quoi dont lequel laquelle lesquels "
    "lesquelles comme quand si ne pas plus moins très aussi ainsi alors puis ce cet cette ces cela ceci celui "
    "celle ceux celles se son sa ses leur leurs mon ma mes ton notre nos votre vos il ils elle elles on nous vous "
    "je tu lui eux y chaque tout toute tous toutes autre autres même mêmes est sont était étaient être été a ont "
    "avoir avait peut peuvent fig figure tableau voir",
    "it": "il lo la i gli le l un uno una di del dello della dei degli delle d a al allo alla ai agli alle da "
    "dal dallo "
    "dalla dai dagli dalle in nel nello nella nei negli nelle con col su sul sullo sulla sui sugli sulle per tra "
    "fra senza sotto sopra durante secondo verso contro e ed o od ma né che chi cui quale quali come quando dove "
    "mentre perché se non si suo sua suoi sue loro mio nostro nostra nostri nostre questo questa questi queste "
    "quello quella quelli quelle ciò ogni tutto tutta tutti tutte altro altra altri altre stesso stessa più meno "
    "molto anche così è sono era erano essere stato stata stati state ha hanno avere può possono viene vengono "
    "fig figura tabella vedi",
    "nl": "de het een der des van in op aan met voor door bij uit over onder tussen na naar om tot tegen "
    "zonder volgens "
    "per en of maar want dat die deze dit welke wat wie waar als toen dan zoals terwijl omdat niet geen ook nog "
    "al zeer meer minder ik je jij hij zij ze wij we ons onze hun haar zijn mijn uw er hier daar elk elke ieder "
    "iedere alle andere zelfde te is was waren wordt worden werd werden geweest heeft hebben had kan kunnen zal "
    "zullen fig figuur tabel zie",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas num numa ao à aos às por pelo pela pelos pelas "
    "para com sem sob sobre entre até desde durante contra segundo e ou nem mas que quem qual quais cujo cuja "
    "como quando onde enquanto porque se não seu sua seus suas meu nosso nossa nossos nossas lhe ele ela eles "
    "elas nós este esta estes estas esse essa esses essas aquele aquela isto isso cada todo toda todos todas "
    "outro outra outros outras mesmo mesma mais menos muito também já assim é são era eram foi foram ser sido "
    "está estão estar há tem têm pode podem fig figura tabela ver",
    "zh": "的 是 在 和 与 了 为 图 及 或 其 该 这 那 中 上 下 对 由 从 以 被 把 而 但 并 等",
}  # fmt: skip
_WORDS = {code: frozenset(joining.split()) for code, joining in _JOINING.items()}


def function_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the joining words of the languages that these texts are in, and of English; of all languages where none of
    the texts tells its own."""
    codes = {code for text in texts if (code := language_of(text))}
    return frozenset().union(*(_WORDS[code] for code in (*(codes or LANGUAGES), "en")))
