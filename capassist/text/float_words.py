"""What floats are called in the languages that papers are written in.

Sources: `figurename` and `tablename` of babel's locale files (babel-*.ini, babel 3.84) and of polyglossia's gloss-*.ldf
(1.59), one row for each language that has one, and, in the same rows, the abbreviations and other words that journals
and authors of that language use. Words after the bar name several figures ("Figs."), so that "1-2" after them is a
range.

In small letters a word counts however it is written; with a capital it counts only so ("Image 3", not "image 3").
Without its accents ("Obrazok 3") it counts, too, where that is no other word.
"рисун*" stands for all words that begin like this. Abbreviations stand without their full stop.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from capassist.model import FloatKind
from capassist.text.accents import without_accents

FIGURE_WORDS = {
    "English": "figure fig fg Image Illustration Photograph Photo | figures figs fgs Images Photos",
    "Afrikaans": "figuur afb | figure figs",
    "Albanian": "figura fig | figurat",
    "Amharic": "ሥዕል ምስል",
    "Arabic": "شكل الشكل الصورة رسم | الأشكال الشكلان الشكلين",
    "Armenian": "նկար նկարում | նկարներ",
    "Assamese": "চিত্ৰ",
    "Asturian": "figura | figures",
    "Azerbaijani": "şəkil şək",
    "Basque": "irudia irudi",
    "Belarusian": "рыс рысун* мал малюн*",
    "Bengali": "চিত্র ছবি নকশা",
    "Bosnian": "slika slici slike slikom sl Grafikon",
    "Breton": "figurenn",
    "Bulgarian": "фигура фиг Графика | фигури",
    "Catalan": "figura fig Gràfic Imatge | figures figs",
    "Chinese": "图 圖 插图 插圖 附图 附圖",
    "Church Slavonic": "и҆з̾ѡбраже́нїе",
    "Croatian": "slika slici slike slikom sl Grafikon | slikama",
    "Czech": "obrázek obrázku obrázkem obr Graf | obrázky obrázcích",
    "Danish": "figur fig | figurer figurerne",
    "Dutch": "figuur fig afbeelding afb Grafiek | figuren afbeeldingen",
    "Esperanto": "figuro fig | figuroj",
    "Estonian": "joonis joonise joonisel joonisele joonist joon | joonised joonistel jooniste",
    "Finnish": "kuva kuvassa kuvasta kuvan kuvaa kuvaan kuvio kuviossa kuviosta kuvion | kuvat kuvissa kuvista kuvien "
    "kuviot kuvioissa",
    "French": "figure fig Graphique Schéma Illustration Image | figures figs Graphiques Schémas",
    "Friulian": "figure | figuris",
    "Galician": "figura fig Gráfico Imaxe | figuras figs",
    "Georgian": "სურ სურათი ნახ ნახაზი",
    "German": "abbildung abb Bild Grafik Schaubild Darstellung Diagramm | abbildungen abbn Bilder Bildern",
    "Greek": "σχήμα σχήματος σχημα σχῆμα σχ εικόνα εικόνας εικονα εικ διάγραμμα | σχήματα σχημάτων εικόνες",
    "Gujarati": "આકૃતિ",
    "Hausa": "Addadi",
    "Hebrew": "איור באיור תרשים בתרשים ציור | איורים",
    "Hindi": "चित्र आकृति",
    "Hungarian": "ábra ábrán ábrát ábrához ábrából ábrának kép képen | ábrák",
    "Icelandic": "mynd mynda | myndir myndum",
    "Indonesian": "gambar gbr Grafik",
    "Interlingua": "figura fig | figuras",
    "Irish": "léaráid fíor",
    "Italian": "figura fig Grafico Immagine Illustrazione | figure figg Grafici",
    "Japanese": "図 圖 図表 付図",
    "Kannada": "ಚಿತ್ರ",
    "Kazakh": "сурет сур",
    "Khmer": "រូប រូបភាព រូបទី",
    "Korean": "그림 圖版 도표",
    "Kurdish": "Wêne Wêney Dimenê وێنەی دیمەنێ",
    "Lao": "ຮູບທີ ຮູບທີ່ ຮູບ",
    "Latin": "descriptio figura fig | figurae",
    "Latvian": "attēls attēlā att zīm zīmējums | attēli attēlos",
    "Lithuanian": "pav paveikslas paveiksle | paveikslai paveiksluose",
    "Luxembourgish": "Bild figur | Biller",
    "Macedonian": "слика сл | слики",
    "Malay": "gambar rajah",
    "Malayalam": "ചിത്രം",
    "Marathi": "आकृती चित्र",
    "Mongolian": "зураг",
    "Nepali": "चित्र",
    "Norwegian": "figur fig | figurer figurene",
    "N'Ko": "ߢߊ",
    "Occitan": "figura fig | figuras",
    "Persian": "شکل شكل نمودار تصویر | شکل‌های",
    "Piedmontese": "figura | figure",
    "Polish": "rysunek rysunku rysunkiem rys ryc rycina rycinie Wykres Ilustracja Fot | rysunki rysunkach ryciny",
    "Portuguese": "figura fig Gráfico Imagem Ilustração Esquema | figuras figs figas Gráficos Imagens",
    "Punjabi": "ਸ਼ਕਲ ਚਿੱਤਰ",
    "Romanian": "figura figură fig Grafic Imaginea | figurile",
    "Romansh": "figura | figuras",
    "Russian": "рис рисун* илл График Схема | рисунки рисунках рисунков рисункам",
    "Sami": "govus",
    "Scottish Gaelic": "dealbh",
    "Serbian": "slika slici slike slikom sl слика слици слике сликом сл Grafikon Графикон | слике сликама",
    "Sinhala": "සටහන රූපය රූප",
    "Slovak": "obrázok obrázku obrázkom obr Graf | obrázky obrázkoch",
    "Slovenian": "slika sliki slike sliko sl Grafikon | slikah",
    "Sorbian": "wobraz",
    "Spanish": "figura fig Gráfico Gráfica Imagen Ilustración Esquema Lámina | figuras figs Gráficos Gráficas Imágenes "
    "Imagenes",
    "Swedish": "figur fig Bild Diagram | figurer figurerna Bilder",
    "Tamil": "படம்",
    "Telugu": "ఆకృతి పటం చిత్రం",
    "Thai": "รูปที่ รูป ภาพที่ ภาพ",
    "Tibetan": "པར་རིས་",
    "Turkish": "şekil şekilde şek resim Grafik | şekiller",
    "Turkmen": "surat",
    "Ukrainian": "рис рисун* мал малюн* | рисунки рисунках малюнки",
    "Urdu": "شکل شكل تصویر",
    "Uyghur": "رەسىم",
    "Uzbek": "rasm",
    "Vietnamese": "hình ảnh",
    "Welsh": "darlun ffigur ffig",
}

TABLE_WORDS = (
    "table tbl tab tables tabs tabel tabelle tabellen tabela tabelas tabele tabeli tabla tablas tabelo tabell tabeller "
    "tabelul tabella tablo tablica tablice tableau tableaux tablèu tabealla tabula tabulka tabulky tabuľka tabuľky "
    "taula taules taulukko taulukossa taolenn tafla tafln taflen tábla táboa tablisa cadro cuadro cuadros quadro "
    "quadros lentelė lent táblázat tábl jadual bảng clàr cədvəl xiştey kevala табл таблиц* табліц* таблица табела "
    "хүснэгт кесте πίνακας πίνακα πίναξ πινακας աղյուսակ ცხრ ცხრილი טבלה جدول الجدول خشتەی جەدۋەل तालिका कोष्टक তালিকা "
    "সারনী সারণী ਲੇਖਾ ਸਾਰਣੀ அட்டவணை పట్టిక ಕೋಷ್ಟಕ പട്ടിക වගුව ตารางที่ ตาราง ຕາຕະລາງທີ རེའུ་མིག་ ሰንጠረዥ តារាង 表 附表 表格 표"
)
ALGORITHM_WORDS = (
    "algorithm algorithms algorithmus algorithmen algoritmo algoritmos algorithme algoritme algoritm алгоритм "
    "алгоритма 算法 アルゴリズム alg algs Procedure"
)
LISTING_WORDS = (
    "listing listings listado quelltext codebeispiel листинг listagem Code Program Box Boxes Video Videos Movie Movies"
)
SCHEME_WORDS = "scheme schemes schema schéma Chart Charts Plate Plates Exhibit Exhibits"

# Whose number comes before the word: "3. ábra", "1 pav.", "2. irudia".
NUMBER_FIRST = "ábra ábrá* képen kép attēl* att zīm zīmējum* pav paveiksl* irudi*"

# Between two numbers or references: all between the two are meant, too.
TO_WORDS = (
    "to through thru until bis à au a al t/m tot til till do až po по до din până hasta até fino jusqu'à έως ως hingga "
    "sampai đến ilâ 至 到 から"
)
# Between two numbers or references: these two.
AND_WORDS = (
    "and or und oder sowie u y e ed et ou o i og och en ja ve ile dan và και ή и или та й і і абу і és ir un eta agus "
    "a ac & + و और तथा এবং ও 和 及 與 与 と や 및 와 과"
)
# Where a language's word is one of the other kind elsewhere: Czech "a" is "and", Spanish "a" is "to"; "in" is English,
# too.
AND_AFTER = {"Czech": "a", "Slovak": "a", "Slovenian": "in", "Welsh": "a ac"}

# Other words, once the accents are left out: Spanish "abra 3 ventanas", the lamina of a composite, "Sek." for seconds.
ELSE_WITHOUT_ACCENTS = frozenset("abra abran clar fior kep lamina sek zim".split())

_LONGEST_ENDING = 4  # letters after a stem


@dataclass(frozen=True, slots=True)
class FloatWord:
    """A word for floats of one kind."""

    kind: FloatKind
    word: str  # in small letters
    plural: bool = False
    capital: bool = False  # it must be written with one
    languages: frozenset[str] = frozenset()
    whole: bool = True  # the whole run of letters; "图" in "如图" is its end


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().replace("i̇", "i").rstrip(".")


@cache
def _words() -> dict[str, FloatWord]:
    """Return the words by their folded form; stems with their asterisk."""
    found: dict[str, FloatWord] = {}
    for word in _rows():
        old = found.get(word.word)
        if old is None:
            found[word.word] = word
        elif old.kind == word.kind:
            languages = old.languages | word.languages
            plural, capital = old.plural and word.plural, old.capital and word.capital
            found[word.word] = replace(old, plural=plural, capital=capital, languages=languages)
    return found


def _rows() -> Iterator[FloatWord]:
    """Yield the words as the tables have them; of one that stands for two kinds the first holds."""
    for language, row in FIGURE_WORDS.items():
        plural = False
        for word in row.split():
            plural = plural or word == "|"
            if word != "|":
                yield FloatWord("figure", _folded(word), plural, word[0].isupper(), frozenset({language}))
    others: dict[FloatKind, str] = {
        "table": TABLE_WORDS,
        "scheme": SCHEME_WORDS,
        "algorithm": ALGORITHM_WORDS,
        "listing": LISTING_WORDS,
    }
    for kind, row in others.items():
        for word in row.split():
            yield FloatWord(kind, _folded(word), capital=word[0].isupper())


@cache
def _bare_words() -> dict[str, FloatWord]:
    """Return the words that have accents, by their letters without."""
    bare = ((without_accents(key), word) for key, word in _words().items())
    return {key: word for key, word in bare if key not in ELSE_WITHOUT_ACCENTS}


@cache
def _stems() -> dict[str, FloatWord]:
    return {key.rstrip("*"): word for key, word in _words().items() if key.endswith("*")}


@cache
def _spaceless_words() -> tuple[str, ...]:
    """Return the words of scripts without spaces, which stand at the end of a run of letters, longest first."""
    return tuple(sorted((word for word in _words() if spaceless(word[-1])), key=len, reverse=True))


def spaceless(character: str) -> bool:
    """Whether a character belongs to a script that sets no spaces between words; "" does not."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uff00" <= character <= "\uffef"
        or "\u0e00" <= character <= "\u0fff"
        or "\u1780" <= character <= "\u17ff"
    )


def look_up(written: str) -> FloatWord | None:
    """Return what a word, with or without its full stop, is a word for; None for other words."""
    key = _folded(written)
    if not key:
        return None
    found = _words().get(key)
    if found is None and spaceless(key[-1]):
        return _word_at_end(key)
    found = found or _bare_words().get(key) or _inflected(key)
    return None if found is None or (found.capital and not written[0].isupper()) else found


def _word_at_end(key: str) -> FloatWord | None:
    """Return the word that ends a text in a script without spaces: "图" of "如图"."""
    end = next((word for word in _spaceless_words() if key.endswith(word)), None)
    return replace(_words()[end], whole=False) if end else None


def _inflected(key: str) -> FloatWord | None:
    """Return the word that a text is a form of: the same stem, with another ending."""
    longest = len(key) - _LONGEST_ENDING
    return next((word for stem, word in _stems().items() if key.startswith(stem) and len(stem) >= longest), None)


@cache
def connectors() -> tuple[frozenset[str], frozenset[str], dict[str, frozenset[str]]]:
    """Return the words for "to", those for "and", and those for "and" after a word of a language."""
    after = {language: frozenset(words.split()) for language, words in AND_AFTER.items()}
    return frozenset(TO_WORDS.split()), frozenset(AND_WORDS.split()), after
