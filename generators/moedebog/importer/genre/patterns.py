"""What the genre looks like: the table that the recogniser reads.

To teach the importer a new way of writing, add a line here and an example to
``tests/imports/``. Patterns are tried in their order; the first that fits holds. Headings
are compared by ``folded``: without case, accents, marks and a closing colon, and one
misspelt letter in eight is forgiven.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from msgspec import Struct

from moedebog.catalogue import IndstillingOrdlyd, Sagstype, Slags, TidPlacering
from moedebog.importer.genre import labels
from moedebog.importer.genre.dates import DAY_WORDS, MONTH
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import USUAL
from moedebog.phrases.patterns import any_of, before, expression, literal

LIST_ENTRY = re.compile(
    rf"(?P<indent>\s*)(?P<marker>[-–—•*◦▫·]|o(?=\s)|\d{{1,2}}(?:[.)]| \))(?!\s*{MONTH})"
    r"|(?:[a-zæøå]|(?-i:ii|iii|iv|vii|viii|ix|xi{1,3}))(?:[.)]| \)))"
    r"\s+(?P<text>\S.*)",
    re.IGNORECASE,
)
"""An entry of a list: its indentation, its marker and its text; *vi* is a word, too."""

# --- sections of an item ------------------------------------------------------------------

OWN_HEADINGS = (
    *("kommunale bemærkninger", "forvaltningens bemærkninger", "administrationens bemærkninger"),
    *("lovgrundlag", "retsgrundlag", "juridiske konsekvenser", "beslutningstema"),
    *("beslutningskompetence", "kompetence", "problemstilling", "løsning", "motivering"),
    *("høring", "høringssvar", "inddragelse", "borgerinddragelse", "kommunikation"),
    *("sundhedsmæssige konsekvenser", "personalemæssige konsekvenser"),
    *("miljømæssige konsekvenser", "konsekvenser for klimaet", "bæredygtighed"),
    *("tidsplan", "tidsperspektiv", "videre proces", "videre forløb"),
    *("supplerende sagsfremstilling", "tværgående konsekvenser", "fremstilling", "sagsprocedure"),
)
"""Sections of a case that have no key of their own: kept under their heading."""

RECOMMENDED_BY = re.compile(
    r"[A-ZÆØÅ][\wæøå ,.-]{2,60}s\s+indstilling(?:er)?(?:\s+til\s.{2,60})?\Z"
    r"|indstilling(?:er)?\s+(?:fra|til)\s.{2,80}\Z",
    re.IGNORECASE,
)
"""``Forvaltningens indstilling``, ``Indstilling fra direktionen``."""

_DAY = r"\d[\w./ -]{0,25}(?:,? (?:punkt|pkt\.?|kl\.?) [\d.:]+)?"
DECISION = re.compile(
    rf"(?:beslutning|vedtagelse|afgørelse)\s+(?:i|fra)\s+[^:]+?(?:,?\s+(?:den|d\.)?\s*{_DAY})?\Z"
    rf"|(?:beslutning|vedtagelse)\s+[A-ZÆØÅ][\wæøå -]+?,?\s+(?:den|d\.)\s*{_DAY}\Z"
    rf"|(?:beslutning|vedtagelse|afgørelse),?\s+(?:den|d\.)\s*{_DAY}\Z"
    rf"|[A-ZÆØÅ][\w -]*s\s+beslutning(?:,?\s+(?:i mødet\s+)?(?:den|d\.)?\s*{_DAY})?\Z",
    re.IGNORECASE,
)
"""``Beslutning i Byrådet den 1. marts 2024``, ``Økonomiudvalgets beslutning``."""

DECIDED_BY = re.compile(
    r"(?:beslutning|vedtagelse|afgørelse)\s+(?:i|fra)\s+(?P<hvem>[^:]+?):?\Z"
    r"|(?P<hvis>[A-ZÆØÅ][\w -]*s)\s+beslutning:?\Z",
    re.IGNORECASE,
)
"""The same without a day: whose decision it is."""

_SPOKEN = (
    r"bemærkning(?:er)?|svar|notat|udtalelse|kommentar(?:er)?|vurdering|motiv(?:ering|ation)"
    r"|begrundelse|redegørelse|forespørgsel"
)
_WHOSE = r"(?:forvaltning|administration|sekretariat|direktion|bestyrelse|forslagsstiller)\w*s"
ACCOUNT = re.compile(
    r"(?:drøftelser?n?|debat(?:ten)?|diskussion(?:en)?|noter|opsamling)(?: (?:fra|på) mødet)?",
    re.IGNORECASE,
)
"""What stands over an account of what was said at the meeting."""
OUTCOME = re.compile(
    r"\b(?:vedtaget|godkendt|forkastet|faldt|bortfaldt|trukket|afvist|nedstemt|udsat|sendt"
    r"|oversendt|blev|er|stemte|valgt|anbefal\w*|efterretning|enstemmig\w*|drøftet|ingen|intet"
    r"|enighed|for|imod|undlod)\b",
    re.IGNORECASE,
)
"""A word of what was decided: a line that has one heads nothing."""
MOTION = re.compile(
    r"(?!.*\b(?:vedtaget|godkendt|forkastet|faldt|bortfaldt|trukket|afvist|nedstemt|udsat|sendt"
    r"|oversendt|blev|er|stemte|valgt)\b)"
    r"(?:\w*forslag(?: nr\.?)?(?: \w{1,3})?(?: til \w+)? (?:fra|af|stillet af|fremsat af) \S.{1,80}"
    r"|(?:beslutnings|ændrings|medlems|borger|mindretals|side)forslag(?: \S.{0,60})?"
    rf"|(?:{_SPOKEN}) (?:fra|af) \S.{{1,80}}|{_WHOSE} (?:{_SPOKEN}|forslag))",
    re.IGNORECASE,
)
"""``Beslutningsforslag fra Liste P``, ``Forvaltningens bemærkninger``: what others want or say of
a case, which decides nothing."""
TREATED = re.compile(
    r"(?P<hvem>(?!.*\b(?:møder?|frist|dato|deadline|senest|fra|til|pr|opdateret|referat|\w*beretning)\b)"
    r"[A-ZÆØÅ][^:.;]{2,80}?),?(?: den| d\.)?\Z"
)
"""The body that treated a case, before the day."""
TREATED_AS = re.compile(
    r",?(?:\s+[-–])?(?P<pkt>\s*(?:pkt|punkt|sag)\b\.?\s*(?:nr\.?\s*)?\d+)?\s*(?P<colon>:)?"
    r"(?:\s+(?P<tekst>\S.*))?\Z",
    re.IGNORECASE,
)
"""What may stand behind the day: ``, pkt. 123:``, and what was decided then."""

_INLINE = {
    slags.kind.inline or literal(heading): slags.kind.inside_case
    for slags, heading in DANISH.sections.items()
}
_SURE = "|".join(words for words, doubtful in _INLINE.items() if not doubtful)
_DOUBTFUL = "|".join(words for words, doubtful in _INLINE.items() if doubtful)
INLINE = re.compile(
    rf"(?P<ord>{_SURE}|(?P<tvivl>{_DOUBTFUL}|Beslutningstema|Lovgrundlag"
    r"|Retsgrundlag|Høring|Baggrund|Formål|Tidsplan))\s*:\s+(?=\S)"
)
"""A heading and its text on one line: ``Beslutning: Godkendt.`` What is in ``tvivl`` may as well
begin an ordinary paragraph, and is a heading only among others."""

NEXT_MEETING = re.compile(r"(?:næste|kommende) møder?\b.{0,80}\Z", re.IGNORECASE)
"""``Næste møde: 14. maj kl. 19``: belongs to no section."""

BOTTOM = re.compile(
    r"(?:referent|dirigent|ordstyrer|mødeleder)(?:en)?(?:\s+og\s+\w+)?\s*[:,/–-].{0,60}"
    r"|referent(?:en)?\s+(?-i:[A-ZÆØÅ][\w.'-]*(?: [A-ZÆØÅ][\w.'-]*){1,3})\.?"
    r"|(?:referat|refereret|ref\.)\s*(?:ved|v/|af|:)\s*\S.{0,60}"
    r"|(?:underskrift|underskrevet|godkendelse af referat|godkendt den|referat(?:et)? godkendt)"
    r"\w*\b.{0,40}"
    r"|(?:med )?venlige?\s+hils(?:en|ner)\b.{0,60}|mvh\b.{0,60}|(?:på|for) \w+s vegne\b.{0,60}"
    r"|[A-ZÆØÅ][\w. ]{1,30}, (?:den|d\.)(?: \d.{0,30})?",
    re.IGNORECASE,
)
"""A line after the last item that belongs to no item: who wrote the referat, a greeting, a place
to sign."""
_MEETING = r"(?:(?:års)?m[øö][dt]et|generalforsamling(?:en)?|repræsentantskabsmødet|stämman)"
CLOSES = re.compile(
    rf"\b(?:hævede|afsluttede|sluttede|lukkede)(?: \w+){{0,3}} {_MEETING}\b"
    rf"|\b{_MEETING} (?:(?:blev|er|ble) )?(?:(?:herefter|derefter|hermed|dermed) )?"
    r"(?:hævet|hævedes|afsluttet|sluttede|hevet|avsluttet|avslutat|avslutades)\b"
    r"|\btakkede (?:\w+ ){0,3}for (?:god ro og orden|fremmødet|et godt møde|god debat)\b",
    re.IGNORECASE,
)
"""The sentence with which a meeting ends; what stands below is of no item."""
SIGNING = re.compile(
    r"(?:\w+ ){0,3}(?:referat|protokol|dokument)\w* (?:er|blev|bliver) (?:\w+ ){0,2}"
    r"(?:underskrevet|signere?t)\b|.{0,40}\bunderskrift\w* (?:i|på|fremgår|findes|er)\b",
    re.IGNORECASE,
)
"""``Referatet er underskrevet digitalt …``: a sentence on how the document was signed."""
STAMP = re.compile(
    r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|\bIP(?:-adresse)?:? ?\d+\.\d|\bSerienummer: ?\S"
    r"|\b(?:transaktions?|transaction|signature|dokument)[ -]?(?:id|nøgle|key)\b:? ?\S",
    re.IGNORECASE,
)
"""What a service that lets people sign writes beside each name."""
ROLE = re.compile(
    r"(?:næst)?formand|kasserer|sekretær|dirigent|referent|ordstyrer|mødeleder|kontaktperson"
    r"|bestyrelses(?:medlem|formand)|bestyrelsen|menighedsrådsformand|borgmester|rektor"
    r"|(?:mötes)?ordförande|sekreterare|justera(?:re|s|t)|kassör|protokollför(?:er|are)|protokollfører|møteleder"
    r"|(?:styre|nest)?leder|referat|protokoll?|underskrift|navn|dato|datum|sted|ort",
    re.IGNORECASE,
)
"""What stands at the lines on which people sign."""
WRITTEN_BY = re.compile(
    r"(?i:referent(?:en)?\s*:|referent(?=\s)|(?:referat|refereret|ref\.?)\s*(?:ved|v/|af|:))\s*"
    r"(?P<navn>(?:[a-zæøå]+ )?[A-ZÆØÅ][\w.'-]*(?: [A-ZÆØÅ][\w.'-]*){1,3})"
)
"""``Referat ved sekretær Bo Prøve``."""
ADDRESS = re.compile(
    r".*(?:\S@\S+\.\w|\b(?:tlf|telefon|mobil)\b|\b\d{4} [A-ZÆØÅ]\w).*", re.IGNORECASE
)
"""A line of a list of addresses."""

# --- items --------------------------------------------------------------------------------

NUMBER = r"\d{1,3}(?:\.\d{1,2})*(?:\.?[A-ZÆØÅa-z]\b(?!\.\w)| [a-z](?=[).:])| [A-Z](?=:| [–-]))?"
_ITEM = literal(DANISH.item_word)
ITEM_WORDS = rf"Dagsordens?punkt|{_ITEM}|Pkt|Sag|Emne|(?:Ad\.?|Til) p(?:un)?kt|Ad|§"
KEYWORD_ITEM = re.compile(
    rf"(?P<word>{ITEM_WORDS})"
    rf"(?:(?<=§)|\b)\.?\s*(?:nr\.?\s*)?"
    rf"(?P<nr>{NUMBER})?(?P<sep>\s*[:)–—·|-]|\.(?=\s|\Z)|\s|\Z)\s*(?P<title>.*)\Z",
    re.IGNORECASE,
)
"""``Punkt 7: Titel``, ``Punkt : Pause``, ``Pkt. 7 Titel``, ``Ad 7. Titel``, ``Ad punkt 4 a)``,
``§ 3 Titel``."""

OWN_WORD_ITEM = re.compile(
    rf"(?P<word>(?!Bilag\b)[A-ZÆØÅ][^\W\d]*\.?) (?P<nr>{NUMBER})(?P<sep>:) (?P<title>\S.*)\Z"
)
"""``Tema 7: Titel``: how moedebog writes a heading with a forum's own word for an item."""

NUMBERED_ITEM = re.compile(
    rf"(?P<nr>{NUMBER})(?P<sep>\.|\)|:|\s*[–—·|-])?\s+(?P<title>(?!{MONTH})\S.*)\Z"
)
"""``7. Titel``, ``7) Titel``, ``3.1 Titel``."""

OVERVIEW_NUMBER = USUAL.overview_number.lower()
"""Over the numbers of an overview of ours; in others often over the titles."""
ITEM_COLUMNS: dict[str, tuple[str, ...]] = {
    "nr": ("nr", "pkt", "#", "punkt nr", "nummer"),
    "titel": (
        "dagsorden",
        *("dagsordenspunkt", "dagsordenpunkt", "dagsordenspunkter", "dagsordenpunkter"),
        "emne",
        DANISH.overview_title.lower(),
        "tema",
        OVERVIEW_NUMBER,
        "sag",
        "overskrift",
    ),
    "tid": (
        DANISH.overview_time.lower(),
        *("tidsramme", "varighed", "tidspunkt", "kl", "tidsforbrug", "minutter", "min"),
    ),
    "hvem": (
        *("ansvarlig", "hvem", "oplægsholder", "oplæg ved", "ved", "tovholder"),
        *("ansvarlig/deadline", "ansvarlig/frist", "ansvarlig og frist"),
    ),
    "frist": ("frist", "deadline"),
    "formaal": ("formål", "hensigt", DANISH.overview_kind.lower(), "sagstype", "kategori"),
    "tekst": ("indhold", "beskrivelse", "bemærkninger", "noter", "kommentarer", "forberedelse"),
}
"""The columns of a table that has an item in each row; a section may have a column as well."""

LABELLED_LINE = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,2})*\s?[.):]|(?:[A-Za-zÆØÅæøå]|[IVX]{2,5})\s?[.):])\s*(?=[^\W_]|[»”\"(])"
)
"""A line that may begin an item by the number or the letter before it."""

TOLD_LINE = re.compile(r"(?:\*\*)?[A-ZÆØÅ][\w /.-]{1,24}:(?:\*\*)?(?:\s|\Z)")
"""A line that tells one fact: ``Kasserer: Bo Prøve``."""

CLOCK_FIRST = re.compile(
    r"(?:kl\.?\s*)?(?P<tid>\d{1,2}[.:]\d{2}(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?):?\s+(?=\S)",
    re.IGNORECASE,
)
"""``15.30 1. Velkomst``: when an item begins, before its number."""

GOES_ON = re.compile(
    r"(?:[,–/-]|\b(?:af|angående|at|de|den|det|efter|eller|en|et|for|fra|gennem|herunder|hos|i|inden"
    r"|med|mellem|mod|ny|nye|når|og|om|over|på|samt|som|til|under|ved|vedr\.|vedrørende))\Z"
)
"""What the first line of a title ends with, where the title goes on."""

_AIMS = tuple(DANISH.item_kinds[s].lower() for s in Sagstype if s.kind.aim)
_AIM = "|".join(_AIMS)
PAUSE = re.compile(Sagstype.PAUSE.kind.older, re.IGNORECASE)
GROUP = re.compile(
    r"(?:åb[ne]{2}|lukke[dt]e?|offentlige?)\s+(?:punkter|dagsorden|møde|sager|del)\b"
    r"|(?:punkter|sager)\s+(?:på|til|for)\s+(?:åbent|lukket)\s+møde\b"
    rf"|(?:{'|'.join(f'{aim}s' for aim in _AIMS)})(?:punkter|sager)\Z"
    rf"|(?:(?:punkter|sager) )?til (?:{_AIM}|godkendelse)\Z",
    re.IGNORECASE,
)
"""Headings over several items."""
LETTERED_GROUP = re.compile(r"(?P<letter>[A-H])[.)]\s+(?P<title>\S.{2,60}[^.,;:])\Z")
"""``A. Sager til 1. behandling``; only where the letters run on from one to the next."""

CLOSED = re.compile(
    r"\(?lukket(?:\s+(?:punkt|dagsorden|dagsordenspunkt|sag|møde|del))?\)?\s*(?:[:.–-]|\Z)"
    r"|\(lukket\b[^)]*\)|lukket\s+(?:punkt|dagsordenspunkt|sag)\b"
    r"|.*(?:\(lukket(?:\s+(?:punkt|sag))?\)|[,–-]\s*lukket(?:\s+(?:punkt|sag))?)"
    r"(?:\s*\(\w\))?\Z",
    re.IGNORECASE,
)
"""A title that says that its item is closed, in front or behind."""
CLOSED_GROUP = re.compile(
    r"(?:.*\blukket møde\b|lukke[dt]e?\s+(?:punkter|dagsorden|sager|del)\b)", re.IGNORECASE
)
CLOSED_LINE = re.compile(r"lukket(?:\s+(?:punkt|sag))?\s*:\s*ja\Z", re.IGNORECASE)

# --- titles -------------------------------------------------------------------------------

_AT = rf"(?:kl\.?|{before(DANISH.time_from, 'start')})"
_CLOCK = rf"(?:{_AT}\s*)?(\d{{1,2}})[.:](\d{{2}})"
_HOUR = rf"(?:{_AT}\s*)?(\d{{1,2}})(?:[.:](\d{{2}}))?"
_TO = r"\s*(?:[-–—]|til)\s*"
SLOTS: tuple[tuple[TidPlacering | None, re.Pattern[str]], ...] = tuple(
    (place, re.compile(pattern, re.IGNORECASE))
    for place, pattern in (
        (TidPlacering.I_TITEL_PARENTES, rf"\s*[,–-]?\s*\((?:kl\.?\s*)?{_CLOCK}{_TO}{_HOUR}\)\s*\Z"),
        (TidPlacering.I_TITEL_PARENTES, rf"\s*[,–-]?\s*\(kl\.?\s*{_HOUR}{_TO}{_HOUR}\)\s*\Z"),
        (TidPlacering.I_TITEL, rf"\s*[,–:-]?\s*kl\.?\s*{_HOUR}{_TO}{_HOUR}\s*\Z"),
        (TidPlacering.I_TITEL, rf"\s*[,–-]\s*{_CLOCK}{_TO}{_CLOCK}\s*\Z"),
        (TidPlacering.I_TITEL, rf"\s+(\d{{1,2}})[.:](\d[05]){_TO}(\d{{1,2}})[.:](\d[05])\s*\Z"),
        (TidPlacering.I_TITEL_PARENTES, rf"\s*\(\s*kl\.?\s*{_CLOCK}()()\)\s*\Z"),
        (TidPlacering.I_TITEL, rf"\s*[,–-]?\s*kl\.?\s*{_CLOCK}()()\s*\Z"),
        (None, rf"\A\s*\(?(?:kl\.?\s*)?{_CLOCK}{_TO}{_CLOCK}\)?\s*[:.,–-]?\s+(?=\S)"),
        (None, rf"\A\s*\(?kl\.?\s*{_HOUR}{_TO}{_HOUR}\)?\s*[:.,–-]?\s+(?=\S)"),
        (None, rf"\A\s*kl\.?\s*{_CLOCK}()()\s*[:.,–-]?\s+(?=\S)"),
    )
)
"""Where a slot stands in a title (``None``: before it), and how it is written."""

LENGTH = re.compile(
    r"\s*(?:[,–-]\s*|\((?:(?P<tegn>[A-ZÆØÅ]{1,2})[,;:/]?\s+)?)\s*(?:ca\.\s*)?(\d{1,3})\s*"
    r"(?:min\.?|minutter)\s*\)?\s*\Z"
    r"|(?<!\bpå)(?<!\baf)(?<!\btil)(?<!\bunder)(?<!\bover)(?<!\befter)(?<!\binden)(?<!\bhver)"
    r"(?<!\bde)\s+(?:ca\.\s*)?(\d{1,3})\s*min\.?\s*\Z",
    re.IGNORECASE,
)
"""``(15 min.)``, ``(B 15 min.)``: how long an item takes. »Løb på 30 min.« is a title."""

SLOT_LINE = re.compile(
    rf"(?:tid(?:spunkt)?\s*:?\s*)?(?:kl\.?\s*)?{_CLOCK}(?:{_TO}{_CLOCK})?\s*\Z", re.IGNORECASE
)
LENGTH_LINE = re.compile(
    r"(?:(?:varighed|tid(?:sramme)?)\s*:?\s*)?(?:ca\.\s*)?(\d{1,3})\s*min(?:\.|utter)?\s*\Z",
    re.IGNORECASE,
)

KIND_PREFIXES: tuple[tuple[Sagstype, re.Pattern[str]], ...] = tuple(
    (
        sagstype,
        re.compile(
            rf"({sagstype.kind.prefix}|{literal(DANISH.item_kinds[sagstype])})\s*:\s*(?=\S)",
            re.IGNORECASE,
        ),
    )
    for sagstype in Sagstype
    if sagstype.kind.prefix
)
"""The kind as a prefix of the title: ``Beslutningspunkt: …``."""

_WORDS = tuple(DANISH.item_kinds[s].lower() for s in Sagstype if s.kind.prefix)
_WORD = "|".join(word for word in _WORDS if " " not in word)
KIND_SUFFIX = re.compile(
    rf"\s*(?:\((?P<ord>(?:til )?(?:{_WORD}))\)|[–-]\s*(?P<til>til (?:{_AIM})))\Z",
    re.IGNORECASE,
)
"""The kind behind the title: ``Ansøgning om tilskud (beslutning)``."""

KIND_TITLES: tuple[tuple[Sagstype, re.Pattern[str]], ...] = tuple(
    (sagstype, re.compile(sagstype.kind.older, re.IGNORECASE))
    for sagstype in Sagstype
    if sagstype.kind.older
)
"""Titles that tell the kind by themselves; none of these kinds adds a word to the page."""


def is_usual_title(text: str) -> bool:
    """Whether a title is one that most meetings have: *Eventuelt* …"""
    return any(kind.kind.stands_out and pattern.match(text) for kind, pattern in KIND_TITLES)


TOLD = re.compile(
    r"\b(?:blev|fik|gav|holdt|kom|takkede|oplyste|spurgte|fortalte|fremlagde|havde|mødte op"
    r"|gennemgik|foreslog|bød|bad|svarede|nævnte|(?:gen|ny)?valgt(?:es)?|modtog|godkendt|vedtaget"
    r"|udsat|drøftet|besluttet|aftalt|forkastet|enstemmigt|ble|valgte|foreslo|godkjent|vedtatt|beslutade|höll|was|were"
    r"|approved|elected|agreed|accepted)\b"
    r"|(?<!\bde )(?<!\bden )(?<!\bdet )\b[a-zæøå]{3,}(?:erede|ttede|erte|ades|ändes|aldes)\b"
    r"|\b(?:er|har|ha[rv]e?) (?:\w+ )?(?:blevet|sendt|blitt|been)\b"
    r"|\bhar (?:\w+ ){0,3}(?:været|fået|[a-zæøå]{3,}eret)\b",
    re.IGNORECASE,
)
"""What is told of a meeting that has been held: the past of Danish, Norwegian, Swedish, English."""

_NAME = r"[A-ZÆØÅ][\w.'-]+"
ELECTED_FIRST = re.compile(
    r"(?P<title>Valg? (?:af|av|til) [^:–]{3,60}?)"
    rf"(?:\s*:\s+(?={_NAME}\.?\Z)|(?:\s*:|\s[–-])\s+(?=(?:{_NAME} )+{_NAME}(?!\w)))(?P<text>.+)"
)
"""``Valg af dirigent: Bo Prøve``: an election, and on the same line who was elected."""
USUAL_FIRST = re.compile(
    r"(?P<title>(?:eventuelt|evt)\b)(?:(?:\s*[.:]{1,2}\s*|\s[–-]\s|\s+)(?=(?-i:[A-ZÆØÅ]))"
    r"|\.?:\s+|\s[–-]\s+)(?P<text>\S.*)",
    re.IGNORECASE,
)
"""``Eventuelt Bo takkede.``: the title of the last item, and what was said on its line."""


# --- lines of an item ---------------------------------------------------------------------

_SIGN = r"(?:(?!\bog\s)[\w./:-])"
_NUMBERS = rf"(?>{_SIGN}*\d{_SIGN}*)"
"""One case number, taken whole: a long one is never tried in parts."""
_JOURNAL = r"(?:\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+-\d{2}|(?-i:[A-ZÆØÅ]{2,5})-\d{4}-\d{3,7})"
"""A number that is a case's by its form: ``00.30.00-S00-1-24``, ``EMN-2024-01234``."""
CASE_NUMBER = re.compile(
    r"(?:(?:sags?[\s.-]?\s?(?:nr|nummer|id)|j\.?\s?nr|journalnr|journalnummer)\b\.?"
    rf"|{before(DANISH.case_number, 'number')})\s*:?\s*"
    rf"(?P<nr>{_NUMBERS}(?:\s*(?:,|og)\s*{_NUMBERS})*)\s*\Z"
    rf"|(?P<bare>\d{{2,4}}/\d{{2,7}}|{_JOURNAL})\s*\Z",
    re.IGNORECASE,
)
_CASE = r"(?:sags?[\s.-]?nr|j(?:ournal)?\.?\s?nr)\.?"
TITLE_CASE_NUMBER = re.compile(
    rf"\s*\((?:{_CASE}:?\s*)?(?P<nr>\d{{4}}-\d{{4,7}}|\d{{2}}/\d{{3,7}}|{_JOURNAL})\)\Z"
    rf"|\s*[,–-]\s*{_CASE}:?\s*(?P<told>{_NUMBERS})\Z"
    rf"|\s*[,–-]\s+(?P<form>\d{{2}}/\d{{4,7}}|{_JOURNAL})\Z",
    re.IGNORECASE,
)
"""A case number behind the title: ``(2024-0040011)``, ``- sagsnr. 24/1234``."""
_OF_WHAT = r"(?: (?:punkt|sag|dagsorden))?"
_OPEN = rf"[(\[]åbent?{_OF_WHAT}[)\]]"
SAID_OPEN = re.compile(rf"\A{_OPEN}\s*[:–-]?\s*(?=\S)|\s+{_OPEN}\Z", re.IGNORECASE)
"""``(Åben)`` before or behind a title: open is every item that is not closed."""
CLOSED_FIRST = re.compile(rf"\(lukket{_OF_WHAT}\)\s*(?=\S)", re.IGNORECASE)
"""``(Lukket)`` before a case number, which moedebog tells otherwise."""
CASE_NUMBER_FIRST = re.compile(rf"(?P<nr>\d{{2}}/\d{{5,7}}|{_JOURNAL})\s*[:–-]?\s+(?=\S)")
"""A case number before the title."""
DOCUMENT_NUMBER = re.compile(
    rf"(?:dok(?:ument)?\.?\s?n(?:r|ummer)\b\.?|{before(DANISH.document_number, 'number')})"
    r"\s*:?\s*(\S*\d\S*)\s*\Z",
    re.IGNORECASE,
)
LATE_ITEM = re.compile(
    rf"{expression(DANISH.late_item)}$|{expression(DANISH.late_item_because, reason='(.+)')}$"
)
LATE_TITLE = re.compile(r"\s*\((?:tillægspunkt|tillægssag|tillæg)\)\Z", re.IGNORECASE)
FILE_TYPE = re.compile(r"(?:PDF|DOCX?|XLSX?|PPTX?)\Z")
"""A file's type on a line of its own, above its title."""
ABSENT = re.compile(
    rf"(?:{any_of(DANISH.absent_at_item, DANISH.label_regrets)}|ikke til stede)\s*:?\s+"
    r"(?P<names>\S.*)\Z",
    re.IGNORECASE,
)
KIND_LINE = re.compile(
    rf"(?:formål|hensigt|type|sagstype|kategori)\s*:\s*(?:til )?(?P<ord>{_WORD})\Z",
    re.IGNORECASE,
)
"""``Formål: Drøftelse``: the kind of item on a line of its own."""
KLE = re.compile(
    rf"{before(DANISH.kle, 'number')}(?:-nummer|-nr\.?)?"
    r"\s*:?\s*(\d{2}\.\d{2}(?:\.\d{2})?)\s*\Z",
    re.IGNORECASE,
)
FACTS_APART = re.compile(
    r"\s+·\s+|(?<=\w)[;,|]?\s+(?=(?:dok(?:ument)?\.?\s?n|kle\b|sags?\s?nr|j\.?\s?nr))",
    re.IGNORECASE,
)
"""What divides the facts on one line."""
_AND = rf"(?:,|{before(DANISH.enumeration.partition('{before}')[2], 'last')}|-)"
POINT_ANSWER = re.compile(
    rf"(?P<word>{literal(DANISH.answer_word)}|indstilling)\.?\s+(?:pkt\.?\s*|punkt\s*)?"
    rf"(?P<nr>\d{{1,2}}(?:\s*{_AND}\s*\d{{1,2}})*)"
    r"\s*[:.)]?(?:\s+(?P<text>\S.*))?\Z",
    re.IGNORECASE,
)
"""``Ad 1``, ``Indstilling 1 og 2: …``: a point of the indstilling is answered."""
ATTACHMENT = expression(DANISH.attachment, number=r"\d+[A-Za-z]?(?:\.\w+)*") + r"\s*[:.–-]?\s+"
"""``Bilag 2.1: `` before a title."""
NO_ATTACHMENTS = re.compile(r"(?:bilag\W*)?(?:ingen(?: bilag)?|intet|nej|[-–])\W*\Z", re.IGNORECASE)
"""What stands under the heading where there are none."""
ATTACHMENT_OF_ITEM = re.compile(
    r"bilag(?:\s+(?P<nr>\d{1,3}[A-Za-z]?|[A-Z]))?\s+til\s+(?:dagsordens?)?(?:punkt|pkt\.?)\s*"
    r"(?P<item>\d+(?:\.\d+)*)\s*(?:\Z|[:.–-]\s*)",
    re.IGNORECASE,
)
"""``Bilag til punkt 3: `` before a title, or above some."""
NUMBERED_ATTACHMENT = re.compile(
    rf"(?:(?i:{ATTACHMENT})|(?i:bilag) (?:[A-Za-zæøå]|[IVX]{{2,5}})\s?(?::|\s[–-])\s+)"
    r"(?=[A-ZÆØÅ\d])"
)
"""``Bilag 2.1: Skemaer``, ``Bilag b: Kort``."""

_WHEN = (
    r"(?:\s+kl\.?\s*(?P<tid>\d{1,2}[.:]\d{2})|\s+under (?:punktet|(?:punktets|sagens) behandling))?"
)
_TREATMENT = (
    r"deltog ikke i (?:sagens behandling|punktets behandling|behandlingen af (?:punktet|sagen))"
)
_RULED = r"(?:besluttede|fandt|vurderede)"
_ROOM = r"(?:møde)?(?:lokalet|salen)"
_MEANWHILE = r"(?: (?:under|ved) (?:punktet|punktets behandling|sagens behandling|sagen))?"
_BECAUSE = r"(?: (?:på grund af|grundet) inhabilitet)?"
_NAMES = r"(?P<navne>[A-ZÆØÅ].{2,150}?)"
_MOMENT = expression(DANISH.time_from, start=r"(?P<tid>\d{1,2}[.:]\d{2})")
_FILLED = {
    "name": _NAMES,
    "names": _NAMES,
    "body": r"(?P<af>[A-ZÆØÅ].{1,80}?)",
    "absent": r"(?P<fast>[A-ZÆØÅ].{2,80}?)",
    "time": _MOMENT,
    "left": _MOMENT,
    "back": _MOMENT.replace("<tid>", "<tilbage>"),
}
_OWN_PRESENCE = tuple(
    (
        key,
        re.compile(rf"{expression(words.rstrip('.'), **_FILLED)}\.?\Z"),
    )
    for key, words in (
        ("ankom", DANISH.came),
        ("ankom", DANISH.came_untimed),
        ("forlod", DANISH.left),
        ("forlod", DANISH.left_untimed),
        ("ankom", DANISH.came_back),
        ("ankom", DANISH.came_back_untimed),
        ("begge", DANISH.left_and_came_back),
        ("begge", DANISH.left_and_came_back_untimed),
        ("leder", DANISH.led_item),
        ("erklaeret", DANISH.declared_disqualified),
        ("erklaeret", DANISH.declared_several),
        ("fundet_habil", DANISH.found_free),
        ("fundet_habil", DANISH.found_free_several),
        ("fundet_inhabil", DANISH.found_disqualified),
        ("fundet_inhabil", DANISH.found_disqualified_several),
        ("stedfortraeder", DANISH.took_part_instead),
        ("forlod_lokalet", DANISH.disqualified_left),
        ("inhabil", DANISH.disqualified),
    )
)
PRESENCE: tuple[tuple[str, re.Pattern[str]], ...] = _OWN_PRESENCE + tuple(
    (key, re.compile(rf"{_NAMES} {words}\.?\Z"))
    for key, words in (
        ("ankom", rf"(?:ankom|kom)(?: til mødet)?{_WHEN}"),
        ("forlod", rf"(?:forlod mødet|gik){_WHEN}"),
        ("forlod_lokalet", rf"forlod {_ROOM},? og {_TREATMENT}{_BECAUSE}"),
        ("forlod_lokalet", rf"forlod {_ROOM} (?:på grund af|grundet) inhabilitet"),
        ("inhabil", rf"{_TREATMENT} (?:på grund af|grundet) inhabilitet"),
        ("erklaeret_ude", rf"erklærede sig (?:selv )?inhabile? og {_TREATMENT}"),
        (
            "erklaeret_gik",
            rf"erklærede sig (?:selv )?inhabile?(?: i sagen)?,? og forlod {_ROOM}{_MEANWHILE}",
        ),
        ("erklaeret", r"erklærede sig (?:selv )?inhabile?(?: i sagen)?"),
        ("inhabil", rf"(?:var|er|blev erklæret) inhabile? og {_TREATMENT}"),
        ("inhabil", r"(?:var|er|blev erklæret) inhabile?(?: i sagen| under punktet)?"),
    )
)
PRESENCE += tuple(
    (
        key,
        re.compile(rf"{_FILLED['body']} {_RULED},? at {_NAMES} {words}\.?\Z"),
    )
    for key, words in (
        ("fundet_habil", r"(?:ikke (?:er|var)|(?:er|var) ikke) inhabile?(?: i sagen)?"),
        ("fundet_inhabil", r"(?:er|var) inhabile?(?: i sagen)?"),
    )
)
"""Lines on who came, left or took no part, which moedebog writes by itself."""

_OWN_END = expression(
    DANISH.adjourned.rstrip("."),
    time=rf"(?P<dag>(?:{DAY_WORDS} )?)" + expression(DANISH.time_from, start=""),
)
ENDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "faktisk_slut",
        re.compile(rf"{_OWN_END}(?P<time>\d{{1,2}})[.:](?P<minut>\d{{2}})\.?\Z"),
    ),
    *(
        (
            key,
            re.compile(
                rf"(?:mødet|møde|generalforsamlingen)\s*(?:blev\s+)?(?:{words})\s*:?\s*"
                r"(?P<dag>)(?:kl(?:\.|okken)?:?\s*)?(?P<time>\d{1,2})[.:](?P<minut>\d{2})\.?\Z",
                re.IGNORECASE,
            ),
        )
        for key, words in (
            ("faktisk_slut", r"hævet|hæves|sluttede|sluttet|slut|afsluttet|afsluttedes"),
            ("faktisk_start", r"begyndte|startede|åbnet|sat|start|begyndt"),
        )
    ),
)
"""``Mødet hævet kl. 21.10``: when the meeting really ended or began."""

ENDS_SENTENCE = re.compile(
    r"\b(?:hævede|afsluttede|sluttede)\s+(?:mødet|generalforsamlingen)\s+(?:kl(?:\.|okken)?\s*)"
    r"(?P<time>\d{1,2})[.:](?P<minut>\d{2})\.?\Z",
    re.IGNORECASE,
)
"""``… og hævede mødet kl. 21.10.``"""

SIGNATURES = re.compile(r"(?:dato og )?underskrift(?:er)?(?: af referatet)?:?\Z", re.IGNORECASE)
BLANKS = re.compile(r"\s*_{3,}\s*")
"""A line to write on."""

# --- votes, statements, actions -------------------------------------------------------------

_CAST = r"(?:\s+(?:at\s+)?(?:stemme[r]?|stemte))?"
SIDES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (side, re.compile(rf"(?:{words})\s*:?\s+(?P<hvem>\S.*?)[.,;]?\Z", re.IGNORECASE))
    for side, words in (
        (
            "for",
            (
                rf"for(?:\s+(?:forslaget|indstillingen)\s*:|{_CAST})|stemmer for"
                rf"|{literal(DANISH.votes_for)}"
            ),
        ),
        ("imod", rf"i?mod{_CAST}|stemmer i?mod|{literal(DANISH.votes_against)}"),
        (
            "undlod",
            (
                rf"undlod{_CAST}|undlader{_CAST}|hverken for eller imod{_CAST}"
                rf"|{literal(DANISH.votes_abstained)}"
            ),
        ),
        ("blanke", rf"(?:stemte )?blankt?e?(?: stemmer)?|{literal(DANISH.votes_blank)}"),
        ("ugyldige", rf"ugyldige?(?: stemmer?)?|{literal(DANISH.votes_invalid)}"),
    )
)
"""One side of a vote: ``For stemte: A, B og F (14)``."""
SIDES_APART = re.compile(
    r"(?<=[\w)])[.,;]\s+(?=(?:for|imod|undlod|hverken for eller imod|blanke?t?|ugyldige?)\b)",
    re.IGNORECASE,
)
"""What divides the sides on one line."""
PARTY = re.compile(
    r"[A-ZÆØÅ]{1,3}|Liste [A-ZÆØÅ]|Socialdemokrat(?:iet|erne)|Venstre|Enhedslisten|Alternativet"
    r"|(?:Det )?Konservative(?: Folkeparti)?|Radikale(?: Venstre)?|Socialistisk Folkeparti"
    r"|Dansk Folkeparti|Liberal Alliance|Danmarksdemokraterne|Moderaterne|Nye Borgerlige"
    r"|Kristendemokraterne|[A-ZÆØÅ][\w-]*(?:listen|gruppen|partiet)"
)
"""A party, as one writes it in a vote or a statement."""

_STATEMENT = (
    r"(?:(?:protokol)?bemærkning(?:er)?|protokoltilførsel|mindretalsudtalelse|særudtalelse)"
)
_ENTERED = r"(?:ført|tilført|indført)"
_MINUTES = r"(?:til|i) (?:protokollen|protokol|referatet|referat)"
STATEMENT: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?P<fra>[A-ZÆØÅ][^:.»«]{{0,78}}?)\s+{words}\s*:\s*(?P<tekst>\S.*)?\Z")
    for words in (
        (
            rf"(?:afg[ai]v(?:er)?|har afgivet|fremsatte|ønske[rd]e?|fik|får|havde) følgende "
            rf"{_STATEMENT}(?: {_ENTERED})?(?: {_MINUTES})?"
        ),
        rf"(?:ønske[rd]e?|(?:bad|anmodede) om(?: at få)?) (?:følgende )?{_ENTERED} {_MINUTES}",
        r"(?:ønske[rd]e?|bad om at få|fik) tilført (?:protokollen|referatet)",
    )
)
"""``Liste Ø ønskede følgende ført til protokol: …``: the sentence that leads to a statement."""

ACTION = re.compile(
    r"(?:aktion|action|opgave|handling|to ?do)\s*:\s*(?P<opgave>\S.*)\Z", re.IGNORECASE
)
"""``Aktion: Bestille telt (Bo Ny, 1. maj)``."""
_SIGNS_BEFORE = r"(?<![.,;(\s–-])[.,;(\s–-]*+\b"
"""A row of signs, taken whole: a long one is never tried in parts."""
ACTION_OWNER = re.compile(
    rf"{_SIGNS_BEFORE}ansvarlig(?:e)?\s*:\s*(?P<hvem>[^,;.()]+)", re.IGNORECASE
)
ACTION_LABEL = re.compile(r"(?:Ansvarlige?|Tovholder|Frist|Deadline)\s*:\s")
ACTION_DEADLINE = re.compile(
    rf"{_SIGNS_BEFORE}(?:frist|deadline|senest|inden)\s*:?\s*(?P<dag>[^,;()]+?)\.?(?=[,;()]|\Z)",
    re.IGNORECASE,
)
ACTION_COLUMNS: dict[str, tuple[str, ...]] = {
    "opgave": (DANISH.action_task.lower(), "opgaver", "aktion", "handling", "hvad", "aktivitet"),
    "ansvarlig": (DANISH.action_owner.lower(), "ansvarlige", "hvem", "tovholder"),
    "frist": (DANISH.action_deadline.lower(), "deadline", "hvornår", "tidsfrist", "dato"),
    "": ("nr", "#", "nummer"),
}
"""The columns of a table of actions; the last are counted anew."""

# --- files --------------------------------------------------------------------------------

FILE_NAME = re.compile(
    r".*\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|jpe?g|png|zip|msg)\b.*", re.IGNORECASE
)
FILE_ENDING = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|jpe?g|png|zip|msg)\Z", re.IGNORECASE
)

# --- the indstilling ----------------------------------------------------------------------

_WHOM = r"(?P<til>[^:,.]{2,110}?)"
_WHO = r"(?P<fra>[A-ZÆØÅ][^,:]{2,110}?)"
_AT_WHOM, _TO_WHOM = IndstillingOrdlyd.AT_MODTAGER, IndstillingOrdlyd.TIL_MODTAGER
_OWN_OPENINGS = tuple(
    (ordlyd, re.compile(rf"{expression(words, sender=_WHO, receiver=_WHOM)}\Z"))
    for ordlyd, words in (
        (_TO_WHOM, DANISH.recommended_to),
        (_TO_WHOM, DANISH.recommended_to_by),
        (_AT_WHOM, DANISH.recommended),
        (_AT_WHOM, DANISH.recommended_by),
    )
)
OPENINGS: tuple[tuple[IndstillingOrdlyd, re.Pattern[str]], ...] = (
    *_OWN_OPENINGS,
    (_TO_WHOM, re.compile(rf"Det indstilles\s+til\s+{_WHOM},?\s+at\s*:?\Z")),
    (_TO_WHOM, re.compile(rf"{_WHO} indstiller\s+til\s+{_WHOM},?\s+at\s*:?\Z")),
    (_AT_WHOM, re.compile(rf"Det indstilles,?\s+at\s+{_WHOM}\s*:?\Z")),
    (_AT_WHOM, re.compile(rf"{_WHO} indstiller,\s+at\s+{_WHOM}\s*:?\Z")),
)
"""The sentence before the points, where it is one that moedebog writes itself, in which wording."""
RECOMMENDS = re.compile(
    r"\b(?:indstilles|indstiller|anbefaler|anbefales|foreslår|foreslås)\b", re.IGNORECASE
)
LEADS_TO_POINTS = re.compile(
    r"(?:[A-ZÆØÅ][^.:]{2,90}? )?(?:indstille[rs]|indstilles det)\b[^.:]{0,120}(?:[:,]|\bat)\Z",
    re.IGNORECASE,
)
"""``Forvaltningen indstiller til Byrådet,``: the points come next, with or without a heading."""
AT_PARAGRAPH = re.compile(r"at\s+\w|at\s?\d{1,2}[).:]\s", re.IGNORECASE)

# --- the table of contents ------------------------------------------------------------------

CONTENTS = (
    DANISH.overview.lower(),
    *("indholdsfortegnelse", "indhold", "oversigt over punkter", "punktoversigt"),
    *("sagsoversigt", "dagsordensoversigt", "punkter på dagsordenen", "sager", "sagsliste"),
)
AGENDA = re.compile(
    r"(?:foreløbig |endelig )?(?:dagsorden(?:en|s?punkter)?|agenda(?:en)?)"
    r"(?:\s+(?:ifølge|i henhold til|efter|jf\.?|er|fra (?:møde)?indkaldelse)(?:\s.{2,60}|n)?)?"
    r"|(?:dagsordenens )?punkter|dagens punkter|emner(?: \w+)?|temaer"
    r"|sak(?:s)?liste|dagordning|föredragningslista",
    re.IGNORECASE,
)
"""The heading of a list of items that is told again below."""
OTHER_AGENDA = re.compile(
    r"(?:forslag til |foreløbig )?dagsorden(?:en)? (?:for|til|på) (?:den |det )?(?:\w+ ){0,3}"
    r"\w*(?:generalforsamling|møde|repræsentantskab)\w*(?: (?:den|d\.|i) .{1,40})?\s*:?",
    re.IGNORECASE,
)
"""What stands over the agenda of another meeting: ``Dagsorden for generalforsamlingen``."""
MINUTES = re.compile(
    r"(?:(?:møde|møte|beslutnings)\s?)?referat(?:et)?(?: (?:af|av|fra) (?:selve )?"
    r"(?:møde|møte|generalforsamling|behandling|punkt|dagsorden)\w*)?(?: og beslutninger)?"
    r"|beslutninger og referat|(?:mötes|minnes)anteckningar",
    re.IGNORECASE,
)
"""The heading of minutes that go through the agenda item by item, or through one item."""
CONTENTS_LINE = re.compile(r"(?P<title>.+?)\s*(?:\.\s?){3,}\s*(?P<page>\d{1,4})?\s*\Z")

# --- how they are compared ------------------------------------------------------------------

_MISSPELT = 0.87
"""How alike two headings are where one is a misspelling of the other."""


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text without case, accents and what may stand around a heading."""
    text = text.strip().strip("*_#").strip().rstrip(":.").strip().casefold()
    letters = unicodedata.normalize("NFD", text.replace("å", "\0"))
    plain = "".join(c for c in letters if not unicodedata.combining(c)).replace("\0", "å")
    return " ".join(plain.split())


@cache
def _headings() -> dict[str, Slags]:
    others = {folded(word): slags for slags in Slags for word in slags.kind.older}
    return {folded(word): slags for slags, word in DANISH.sections.items()} | others


@cache
def _own_headings() -> frozenset[str]:
    return frozenset(map(folded, OWN_HEADINGS))


def usual_words(slags: Slags) -> str:
    """The heading that most documents have over a kind of section; there may be none."""
    return slags.kind.usual or DANISH.sections.get(slags, "")


def usual_heading(slags: Slags) -> str:
    """The same, folded."""
    return folded(usual_words(slags))


class KnownHeading(Struct, frozen=True):
    """What a heading means."""

    slags: Slags
    exact: bool
    """Whether the heading is the usual word itself, at most misspelt."""


@lru_cache(maxsize=20_000)
def section_of(text: str) -> KnownHeading | None:
    """The section that a heading begins; ``None`` where the table does not know it."""
    word = folded(text)
    known = _headings()
    if word in known:
        return KnownHeading(known[word], word == usual_heading(known[word]))
    if 6 <= len(word) <= 26 and not re.search(rf"\d|{RECOMMENDS.pattern}", word):
        matcher = SequenceMatcher(None, "", word)
        for near in known:
            if len(near) < 6 or not (near[:3] == word[:3] or near[-4:] == word[-4:]):
                continue
            matcher.set_seq1(near)
            if matcher.quick_ratio() > _MISSPELT and matcher.ratio() > _MISSPELT:
                return KnownHeading(known[near], near == usual_heading(known[near]))
    if len(text) <= 120 and not text.endswith("."):
        bare = text.rstrip(": ")
        if DECISION.match(bare):
            return KnownHeading(Slags.BESLUTNING, False)
        if RECOMMENDED_BY.match(bare):
            return KnownHeading(Slags.INDSTILLING, False)
    return None


def own_heading(text: str) -> bool:
    """Whether it is a section of a case without a key of its own."""
    return folded(text) in _own_headings()


def stands_alone(line: str) -> bool:
    """Whether a line is a heading of a section, or a fact: never a part of a paragraph."""
    word = folded(line)
    headed = line[:1].isupper() and (word in _headings() or own_heading(line))
    fact = CASE_NUMBER.match(line) or DOCUMENT_NUMBER.match(line) or KLE.match(line)
    return headed or bool(fact) or bool(line[:1].isupper() and DECISION.match(line.rstrip(": ")))


def begins(line: str) -> bool:
    """Whether a line of text cannot go on with the paragraph before it."""
    if stands_alone(line) or NUMBERED_ATTACHMENT.match(line) or INLINE.match(line):
        return True
    if labels.has_label(line) or ACTION_LABEL.match(line) or NEXT_MEETING.match(line):
        return True
    if any(pattern.match(line) for _, pattern in ENDS):
        return True
    if re.match(r"(?:\d{1,2}\.\d{1,2}\.?|\d{3}\.)\s+[A-ZÆØÅ]", line) or CLOCK_FIRST.match(line):
        return True
    return begins_item(line)


def is_head(cells: Sequence[str]) -> bool:
    """Whether these are the columns of a table that has an item in each row."""
    words = [folded(cell) for cell in cells if cell.strip()]
    known = {word for names in ITEM_COLUMNS.values() for word in names} | _headings().keys()
    return len(words) > 1 and all(word in known for word in words)


def begins_item(line: str) -> bool:
    """Whether a line of text begins an item by a word such as *Punkt*."""
    item = KEYWORD_ITEM.match(line) if line[:1].isupper() or line[:1] == "§" else None
    return bool(item and item["nr"] and not item["title"][:1].islower())


def runs_on(line: str, after: str) -> bool:
    """Whether the words of a line say that the next one goes on with it, whatever its length."""
    if after[:1].islower() or GOES_ON.search(line) or line.count("(") > line.count(")"):
        return True
    return capitals(line) and capitals(after)


def is_whole_title(line: str, after: str, room: bool) -> bool:
    """Whether a line that may begin an item ends its title, by the line that comes after.

    ``room``: whether the first word after it would have stood on it.
    """
    if runs_on(line, after):
        return False
    if begins_item(line):
        return after[:1].isupper() or room
    ends = room or line.endswith(tuple(".:;!?"))
    return ends and bool(LABELLED_LINE.match(line))


def capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are some."""
    return text == text.upper() and text != text.lower()


_ONE_LETTER = re.compile(r"(?<=\s)[a-hj-zæ]\b")
"""What a list or a party is called: ``LISTE P``."""


_FROM = re.compile(r"\A.+? FRA (?=\S)")
_ABBREVIATED = 3
"""What has no more letters than this is the short name of a party or a list: ``SF``."""
_SMALL = frozenset("af at de den det fra for i liste med og om på samt til ved".split())  # noqa: SIM905


def sentence_case(text: str) -> str:
    """``KOMMUNALE BEMÆRKNINGER`` as one writes it today.

    A forum keeps its capital, and those whom it is from keep theirs: ``FORSLAG FRA SF OG V``.
    """
    if not capitals(text) or (len(text) <= 4 and " " not in text):
        return text
    if match := _FROM.match(text):
        return match[0].capitalize() + re.sub(r"\w+", _name, text[match.end() :])
    lower = _ONE_LETTER.sub(lambda match: match[0].upper(), text.capitalize())
    if not DECISION.match(lower.rstrip(": ")):
        return lower
    return re.sub(r"(?<=\bi )\w", lambda match: match[0].upper(), lower, count=1)


def _name(match: re.Match[str]) -> str:
    """A word of who something is from."""
    word = match[0]
    if word.lower() in _SMALL:
        return word.lower()
    return word if len(word) <= _ABBREVIATED else word.capitalize()
