"""Headings under which a paper says who did what, who paid, and where the data are: no paragraphs about its figures.

The headings are those that publishers' templates prescribe (Elsevier's CRediT statement, MDPI, PLOS, Springer Nature,
Copernicus, IEEE, eLife) and their translations in journals and theses of other languages.
"""

import re
from functools import cache

_HEADINGS = """
acknowledgement* acknowledgment* aknowledg* acks ack thanks
author contribution*|authors contribution*|contribution* of author*|contribution* of the author*|contributor*
credit author*|credit author* contribution*|credit contribution*|credit role*|author statement*|authorship*
author information|author roles|about the author*|author biograph*|biograph* of the author*
funding*|financial support|financial disclosure*|grant support|grant information|sources of funding|source of funding
role of the funding*
data availab*|availability of data*|data and code*|data and code availab*|data and software availab*
data and material* availab*|data, code, and material* availab*
data, code and material* availab*|code, data and material* availab*|code and data*|code and software availab*
code availab*
software availab*|materials availab*|availability of materials*|availability of code*|resource availab*|data access*
data sharing*
data deposition*|data statement*|data archiv*|code and materials availab*|accession number*|accession code*
competing interest*|conflict of interest*|conflicts of interest*|conflict of interests*
declaration* of competing interest*|declaration* of interest*
declaration* of conflict*|declaration of generative ai*|declaration of ai*|declaration of ai use*|use of generative ai*
declarations|disclosure*|disclaimer*
ethics statement*|ethics approval*|ethical approval*|ethical statement*|statement of ethics|ethics declaration*
ethical consideration*
consent for publication|consent to publish*|consent to participate|informed consent*|patient consent*
institutional review*
publishers note|peer review|peer review file|orcid*|correspondence|corresponding author*|reprints and permissions*
supporting information available|declaration of originality|statement of originality|declaration of authorship
danksagung*|dank|autorenbeitr*|beiträge der autor*|finanzierung|förderung|förderhinweis*|datenverfügbarkeit*
verfügbarkeit der daten*
interessenkonflikt*|interessenskonflikt*|eidesstattliche*|selbstständigkeitserklärung|selbständigkeitserklärung
erklärung zur selbst*
remerciement*|contribution* des auteur*|financement*|disponibilité des données*|conflit* dintérêt*|déclaration dintérêt*
déclaration de conflit*
agradecimiento*|contribucion* de los autores|contribución de los autores|contribución de autor*|contribuciones de autor*
financiación|financiamiento
disponibilidad de datos*|disponibilidad de los datos*|conflicto* de interes*|declaración de conflicto*
agradecimento*|agradecementos|contribuiç* dos autores|contribuição de autor*|financiamento*|disponibilidade de dados*
disponibilidade dos dados*
conflito* de interesse*|conflictes dinter*|agraïment*|disponibilitat de dades
ringraziament*|contributi degli autori|contributo degli autori|finanziament*|disponibilità dei dati*
conflitto di interess*|conflitti di interess*
dankwoord|dankbetuiging*|bijdragen van de auteurs|financiering|beschikbaarheid van gegevens|belangenverstrengeling
tack|tackord|tillkännagivande*|författarnas bidrag|finansiering|tak|taksigelse*|anerkendelse*|forfatterbidrag|takk
takksigelse|interessekonflikt*|intressekonflikt*
kiitokset|kiitos|rahoitus|tänuavaldus*|pateicības|padėka|þakkir
podziękowani*|wkład autorów|finansowanie|dostępność danych|konflikt interesów
poděkování|podíl autorů|financování|poďakovanie|financovanie|střet zájmů
köszönetnyilvánítás*|köszönet|finanszírozás|mulțumiri|mulţumiri|finanțare|contribuția autorilor
zahvala|zahvale|zahvalnica|захвалница|захвалност|финансирање|falënderime|eskerrak|eskerronak|trugarez
благодарност*|вклад авторов|финансирование|доступность данных|конфликт интересов|подяк*|внесок авторів|фінансування
конфлікт інтересів|падзяка
ευχαριστί*|χρηματοδότηση|teşekkür*|yazar katkı*|finansman|çıkar çatışması*|təşəkkür*
致谢|致謝|鸣谢|鳴謝|谢辞|作者贡献*|作者貢獻*|基金项目|基金資助|资助*|数据可用性*|利益冲突*|利益衝突*
謝辞|謝意|著者貢献|資金|研究資金|データの入手*|データ可用性*|利益相反*|감사의 글|사사|저자 기여*|연구비*|이해 상충*
شكر وتقدير|شكر|سپاسگزاری|تقدیر و تشکر|תודות|आभार|ধন্যবাদ|lời cảm ơn|ucapan terima kasih|กิตติกรรมประกาศ|penghargaan
"""
# Names of environments and commands that templates set such a passage with.
_NAMES = re.compile(
    r"(?:acknowledge?ments?|acks?|acknow|thanks?to|(?:author)?contributions?|authorcontribution|credits|"
    r"funding(?:info|statement)?|(?:code|data|codedata|software|sample|video)(?:and\w*)?availability|"
    r"conflictsofinterest|conflictofinterest|competinginterests?|(?:institutionalreview|informedconsent|"
    r"ethics)(?:statement)?|disclaimer|declarations?|disclosures?|remerciements|danksagung|agradecimientos|"
    r"agradecimentos|biography\w*|IEEEbiography\w*|authorinfo)\*?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:[\divxlc]+(?:\.\d+)*[.)]?|[a-z][.)]|§)\s+", re.IGNORECASE)


def is_back_matter(heading: str) -> bool:
    """Return whether a heading, as a reader sees it, is one of those: "Author contributions:", "7. Danksagung"."""
    title = " ".join(heading.replace("’", "").replace("'", "").replace("\u00a0", " ").casefold().split()).strip(
        " .:—–-|"
    )
    return _headings().fullmatch(_NUMBERED.sub("", title)) is not None


def sets_back_matter(name: str) -> bool:
    """Return whether an environment or command of this name sets such a passage: "acknowledgements",
    "dataavailability"."""
    return _NAMES.fullmatch(name) is not None


@cache
def _headings() -> re.Pattern[str]:
    rows = _HEADINGS.strip().splitlines()
    first = rows[0].split()
    titles = [*first, *(title for row in rows[1:] for title in row.split("|"))]
    patterns = (re.escape(title.strip().casefold()).replace(r"\*", r"[\w()/-]*") for title in titles)
    return re.compile(
        rf"(?:{'|'.join(patterns)})(?:\s+(?:statement|section|declaration|information))?(?:\s*(?:and|und|et|y|e|&|/"
        rf"|,)\s.*)?"
    )
