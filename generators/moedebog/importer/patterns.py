"""What the genre looks like: the table that the recogniser reads.

To teach the importer a new way of writing, add a line here and an example to
``tests/imports/``. Patterns are tried in their order; the first that fits holds. Headings
are compared by ``folded``: without case, accents, marks and a closing colon, and one
misspelt letter in six is forgiven.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from difflib import SequenceMatcher
from functools import cache, lru_cache

from msgspec import Struct

MONTH = (
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b"
)
LIST_ENTRY = re.compile(
    rf"(?P<indent>\s*)(?P<marker>[-–—•*◦▫·]|o(?=\s)|\d{{1,2}}[.)](?!\s*{MONTH})|[a-zæøå][.)])"
    r"\s+(?P<text>\S.*)",
    re.IGNORECASE,
)
"""An entry of a list: its indentation, its marker and its text."""

# --- sections of an item ------------------------------------------------------------------

SECTIONS: dict[str, tuple[str, ...]] = {
    "resume": ("resumé", "kort resumé", "sammenfatning", "kort fortalt"),
    "sagsforloeb": ("sagsforløb", "tidligere behandling", "sagens forløb", "beslutningshistorik"),
    "sagsfremstilling": ("sagsfremstilling", "sagsbeskrivelse", "sagens indhold"),
    "oekonomi": ("økonomi", "økonomiske konsekvenser", "økonomiske forhold", "bevilling"),
    "proces": ("proces",),
    "indstilling": (
        "indstilling",
        "indstillinger",
        "indstilling og proces",
        "forvaltningens indstilling",
        "administrationens indstilling",
        "direktionens indstilling",
        "sekretariatets indstilling",
        "bestyrelsens indstilling",
        "forslag til beslutning",
        "det indstilles",
    ),
    "beslutning": (
        "beslutning",
        "beslutninger",
        "vedtagelse",
        "afgørelse",
        "konklusion",
        "referat",
        "protokol",
    ),
    "afstemning": ("afstemning", "afstemninger", "afstemningsresultat"),
    "protokolbemaerkninger": (
        "protokolbemærkning",
        "protokolbemærkninger",
        "mindretalsudtalelse",
        "mindretalsudtalelser",
        "særudtalelse",
    ),
    "opfoelgning": ("opfølgning", "aktioner", "handlinger", "to do", "opgaver"),
    "bilag": ("bilag", "bilagsliste", "vedlagte bilag", "vedhæftede bilag", "vedhæftninger"),
}
"""Kind of section -> the headings that mean it."""

OWN_HEADINGS = (
    "kommunale bemærkninger",
    "lovgrundlag",
    "retsgrundlag",
    "beslutningstema",
    "høring",
    "beslutningskompetence",
    "kompetence",
    "sundhedsmæssige konsekvenser",
    "personalemæssige konsekvenser",
    "miljømæssige konsekvenser",
    "kommunikation",
    "tidsplan",
    "inddragelse",
    "videre proces",
    "forvaltningens bemærkninger",
    "administrationens bemærkninger",
)
"""Sections of a case that have no key of their own: kept under their heading."""

DECISION = re.compile(
    r"(?:beslutning|vedtagelse|afgørelse)\s+(?:i|fra)\s+(?P<hvor>.+?)"
    r"(?:,?\s+(?:den|d\.)?\s*(?P<dag>\d.*))?\Z"
    r"|(?:beslutning|vedtagelse|afgørelse)\s+(?:den|d\.)\s*(?P<dag2>\d.*)\Z"
    r"|(?P<hvis>[A-ZÆØÅ][\w -]*)s\s+beslutning(?:,?\s+(?:den|d\.)?\s*(?P<dag3>\d.*))?\Z",
    re.IGNORECASE,
)
"""``Beslutning i Byrådet den 1. marts 2024``, ``Økonomiudvalgets beslutning``."""

INLINE = re.compile(
    r"(?P<ord>Indstilling|Beslutning|Konklusion|Vedtagelse|Resum[eéè]|Sagsfremstilling|Referat"
    r"|Protokolbemærkning(?: fra [\wÆØÅæøå .-]+?)?|Afstemning|Opfølgning|Økonomi)\s*:\s+(?=\S)"
)
"""A heading and its text on one line: ``Beslutning: Godkendt.``"""

# --- items --------------------------------------------------------------------------------

NUMBER = r"\d{1,3}(?:\.\d{1,2})*(?:\.?[A-ZÆØÅ]\b|[a-z]\b)?"
KEYWORD_ITEM = re.compile(
    rf"(?P<word>Dagsordenspunkt|Dagsordenpunkt|Punkt|Pkt|Sag|Emne|Ad)\b\.?\s*(?:nr\.?\s*)?"
    rf"(?P<nr>{NUMBER})?(?P<sep>\s*[:)–—-]|\.(?=\s|\Z)|\s|\Z)\s*(?P<title>.*)\Z",
    re.IGNORECASE,
)
"""``Punkt 7: Titel``, ``Punkt : Pause``, ``Pkt. 7 Titel``, ``Ad 7. Titel``."""

NUMBERED_ITEM = re.compile(
    rf"(?P<nr>{NUMBER})(?P<sep>\.|\)|:|\s*[–—-])?\s+(?P<title>(?!{MONTH})\S.*)\Z"
)
"""``7. Titel``, ``7) Titel``, ``3.1 Titel``."""

PAUSE = re.compile(
    r"(?:pause|frokost|frokostpause|kaffepause|middag|middagspause|spisepause)\b", re.IGNORECASE
)
GROUP = re.compile(
    r"(?:åb[ne]{2}|lukke[dt]e?|offentlige?)\s+(?:punkter|dagsorden|møde|sager|del)\b"
    r"|(?:beslutnings|orienterings|drøftelses)(?:punkter|sager)\Z|til (?:beslutning|drøftelse|"
    r"orientering|godkendelse)\Z",
    re.IGNORECASE,
)
"""Headings over several items."""

CLOSED = re.compile(r"\(?\b(?:lukket(?:\s+(?:punkt|sag|møde))?)\)?\s*[:.–-]?\s*", re.IGNORECASE)

# --- titles -------------------------------------------------------------------------------

_CLOCK = r"(?:kl\.?\s*)?(\d{1,2})[.:](\d{2})"
_TO = r"\s*(?:[-–—]|til)\s*"
SLOTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "i_titel_parentes",
        re.compile(rf"\s*[,–-]?\s*\((?:kl\.?\s*)?{_CLOCK}{_TO}{_CLOCK}\)\s*\Z", re.I),
    ),
    ("i_titel", re.compile(rf"\s*(?:,|–|-|:)?\s*kl\.?\s*{_CLOCK}{_TO}{_CLOCK}\s*\Z", re.I)),
    ("i_titel", re.compile(rf"\s*(?:,|–|-)\s*{_CLOCK}{_TO}{_CLOCK}\s*\Z", re.I)),
    ("i_titel_parentes", re.compile(rf"\s*\(\s*kl\.?\s*{_CLOCK}()()\)\s*\Z", re.I)),
    ("i_titel", re.compile(rf"\s*(?:,|–|-)?\s*kl\.?\s*{_CLOCK}()()\s*\Z", re.I)),
    (
        "foran",
        re.compile(rf"\A\s*\(?(?:kl\.?\s*)?{_CLOCK}{_TO}{_CLOCK}\)?\s*[:.,–-]?\s+(?=\S)", re.I),
    ),
    ("foran", re.compile(rf"\A\s*kl\.?\s*{_CLOCK}()()\s*[:.,–-]?\s+(?=\S)", re.I)),
)
"""Where a slot stands in a title, and how it is written."""

LENGTH = re.compile(
    r"\s*[,–-]?\s*\(?\s*(?:ca\.\s*)?(\d{1,3})\s*(?:min\.?|minutter)\s*\)?\s*\Z", re.IGNORECASE
)
"""``(15 min.)``: how long an item takes."""

SLOT_LINE = re.compile(
    rf"(?:tid(?:spunkt)?\s*:?\s*)?(?:kl\.?\s*)?{_CLOCK}(?:{_TO}{_CLOCK})?\s*\Z", re.IGNORECASE
)
LENGTH_LINE = re.compile(
    r"(?:varighed|tid)\s*:?\s*(\d{1,3})\s*min(?:\.|utter)?\s*\Z", re.IGNORECASE
)

KIND_PREFIXES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"({words})\s*:\s*(?=\S)", re.IGNORECASE))
    for kind, words in (
        ("skriftlig_orientering", r"skriftlig\s+orientering"),
        ("gensidig_orientering", r"gensidigt?\s+orientering(?:s?(?:punkt|sag))?"),
        ("beslutning", r"(?:til\s+)?beslutning(?:s?\s?-?(?:punkt|sag))?"),
        ("temadroeftelse", r"tema(?:drøftelse)?"),
        ("droeftelse", r"(?:til\s+)?drøftelse(?:s?\s?-?(?:punkt|sag))?"),
        ("orientering", r"(?:til\s+)?orientering(?:s?\s?-?(?:punkt|sag))?"),
        ("hoering", r"høring(?:s?sag)?"),
    )
)
"""The kind as a prefix of the title: ``Beslutningspunkt: …``."""

KIND_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("pause", PAUSE.pattern),
        ("skriftlig_orientering", r"skriftlig orientering\b"),
        ("eventuelt", r"(?:eventuelt|evt\.?)\Z"),
        ("velkomst", r"velkom(?:st|men)\b"),
        ("godkendelse_dagsorden", r"godkendelse af (?:\w+ )?dagsorden(?:en)?\Z"),
        ("godkendelse_referat", r"godkendelse af (?:\w+ )?(?:referat|protokol)"),
        ("meddelelser", r"(?:gensidige )?meddelelser\b"),
        ("siden_sidst", r"siden sidst"),
        ("kommende_moeder", r"(?:næste møder?|kommende møder?|mødedatoer)\b"),
        ("underskriftsark", r"underskrifts(?:ark|side)"),
        ("temadroeftelse", r"temadrøftelse\b"),
    )
)
"""Titles that tell the kind by themselves; none of these kinds adds a word to the page."""

# --- lines of an item ---------------------------------------------------------------------

CASE_NUMBER = re.compile(
    r"(?:sags?\s?(?:nr|nummer|id)|j\.?\s?nr|journalnr|journalnummer|sagsnr)\b\.?\s*:?\s*"
    r"(?P<nr>[\w./:-]*\d[\w./:-]*(?:\s*(?:,|og)\s*[\w./:-]*\d[\w./:-]*)*)\s*\Z"
    r"|(?P<bare>\d{2,4}/\d{2,7}|\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+-\d{2})\s*\Z",
    re.IGNORECASE,
)
DOCUMENT_NUMBER = re.compile(
    r"dok(?:ument)?\.?\s?n(?:r|ummer)\b\.?\s*:?\s*(\S*\d\S*)\s*\Z", re.IGNORECASE
)
LATE_ITEM = re.compile(r"Tillægspunkt(?:: (.+))?$")
KLE = re.compile(r"kle(?:-nummer|-nr\.?)?\s*:?\s*(\d{2}\.\d{2}(?:\.\d{2})?)\s*\Z", re.IGNORECASE)
ABSENT = re.compile(r"(?:fraværende|afbud|ikke til stede)\s*:?\s+(?P<names>\S.*)\Z", re.IGNORECASE)
POINT_ANSWER = re.compile(
    r"(?P<word>ad|indstilling)\s+(?:pkt\.?\s*|punkt\s*)?(?P<nr>\d{1,2}(?:\s*(?:,|og|-)\s*\d{1,2})*)"
    r"\s*[:.)]?(?:\s+(?P<text>\S.*))?\Z",
    re.IGNORECASE,
)
"""``Ad 1``, ``Indstilling 1 og 2: …``: a point of the indstilling is answered."""
FILE_NAME = re.compile(
    r".*\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|jpe?g|png|zip|msg)\b.*", re.IGNORECASE
)
FILE_ENDING = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|jpe?g|png|zip|msg)\Z", re.IGNORECASE
)

# --- the indstilling ----------------------------------------------------------------------

OPENINGS: tuple[re.Pattern[str], ...] = (
    re.compile(r"Det indstilles,?\s+at\s+(?P<til>[^:,.]{2,110}?)\s*:?\Z"),
    re.compile(r"(?P<fra>[A-ZÆØÅ][^,:]{2,110}?) indstiller,\s+at\s+(?P<til>[^:,.]{2,110}?)\s*:?\Z"),
)
"""The sentence before the points, where it is one that moedebog writes itself."""
RECOMMENDS = re.compile(
    r"\b(?:indstilles|indstiller|anbefaler|anbefales|foreslår|foreslås)\b", re.IGNORECASE
)
AT_PARAGRAPH = re.compile(r"at\s+\w", re.IGNORECASE)

# --- the cover ----------------------------------------------------------------------------

CONTENTS = ("indholdsfortegnelse", "indhold", "oversigt", "oversigt over punkter", "punktoversigt")
AGENDA = ("dagsorden", "dagsorden ifølge vedtægterne", "punkter", "dagsordenens punkter")
CONTENTS_LINE = re.compile(r"(?P<title>.+?)\s*(?:\.\s?){3,}\s*(?P<page>\d{1,4})?\s*\Z")

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(rf"(?:{words})(?:\s*:\s*|\s+|\Z)(?P<value>.*)\Z", re.IGNORECASE))
    for key, words in (
        ("dato", r"mødedato|dato(?: og tid)?|mødetidspunkt|tidspunkt|tid og sted|tid|hvornår"),
        ("sted", r"mødested|sted|lokale|hvor"),
        ("afholdt", r"afholdt"),
        ("til_stede", r"mødedeltagere|deltagere|til ?stede|tilstedeværende|fremmødte?|deltog"),
        ("medlemmer", r"medlemmer"),
        ("afbud", r"afbud(?: fra)?|fraværende|meldt afbud|framelding"),
        ("udeblevet", r"udeblevet|udeblev"),
        ("gaester", r"gæster|øvrige deltagere"),
        ("moedeleder", r"mødeleder|ordstyrer|dirigent|mødet ledes af"),
        ("referent", r"referent"),
        ("form", r"form|mødeform"),
        ("titel", r"møde"),
        ("ankom", r"ankom senere"),
        ("forlod", r"forlod mødet"),
        ("kontakt", r"kontakt"),
    )
)
"""Labels of the cover's lines, with or without a colon."""

COVER = re.compile(
    r"(?P<slags>REFERAT|DAGSORDEN|BESLUTNINGSREFERAT|MØDEREFERAT|BESLUTNINGSPROTOKOL|PROTOKOL"
    r"|Referat|Dagsorden|Beslutningsreferat|Mødereferat|Protokol)"
    r"(?:\s*[:–-])?(?:\s+(?:fra|af|for|til))?\s+(?P<navn>\S.*)\Z"
)
DOCUMENT_WORD = re.compile(
    r"(?:beslutnings|møde|bestyrelses|åbent |lukket )?(?:referat|dagsorden|protokol)\Z",
    re.IGNORECASE,
)
STATUS = {
    "": "offentliggjort",
    "udkast": "udkast",
    "til godkendelse": "til_godkendelse",
    "godkendt": "godkendt",
}
"""What the document says of itself -> ``referat_status``."""
FORMS = {
    "fysisk møde": "fysisk",
    "virtuelt møde": "virtuelt",
    "virtuelt": "virtuelt",
    "teams": "virtuelt",
    "online": "virtuelt",
    "fysisk og virtuelt møde": "hybrid",
    "skriftlig behandling": "skriftlig",
    "ekstraordinært møde": "ekstraordinaert",
}

# --- how they are compared ------------------------------------------------------------------

_MISSPELT = 0.84
"""How alike two headings are where one is a misspelling of the other."""


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text without case, accents and what may stand around a heading."""
    text = text.strip().strip("*_#").strip().rstrip(":.").strip().casefold()
    letters = unicodedata.normalize("NFD", text.replace("å", "\0"))
    plain = "".join(c for c in letters if not unicodedata.combining(c)).replace("\0", "å")
    return " ".join(plain.split())


@cache
def _headings() -> dict[str, str]:
    return {folded(word): slags for slags, words in SECTIONS.items() for word in words}


class Section(Struct, frozen=True):
    """What a heading means."""

    slags: str
    exact: bool
    """Whether the heading is the usual word itself, at most misspelt."""


def section_of(text: str) -> Section | None:
    """The section that a heading begins; ``None`` where the table does not know it."""
    word = folded(text)
    known = _headings()
    if word in known:
        return Section(known[word], word == folded(SECTIONS[known[word]][0]))
    if 6 <= len(word) <= 26 and not re.search(r"\d", word):
        near = max(known, key=lambda k: SequenceMatcher(None, word, k).ratio())
        alike = SequenceMatcher(None, word, near).ratio() > _MISSPELT
        if len(near) > 5 and alike and (near[:3] == word[:3] or near[-4:] == word[-4:]):
            return Section(known[near], near == folded(SECTIONS[known[near]][0]))
    if len(text) <= 120 and DECISION.match(text.rstrip(":")) and not text.endswith("."):
        return Section("beslutning", False)
    return None


def own_heading(text: str) -> bool:
    """Whether it is a section of a case without a key of its own."""
    return folded(text) in {folded(word) for word in OWN_HEADINGS}


def capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are some."""
    return text == text.upper() and text != text.lower()


def sentence_case(text: str) -> str:
    """``KOMMUNALE BEMÆRKNINGER`` as one writes it today."""
    return (
        text[:1] + text[1:].lower()
        if capitals(text) and " " in text
        else (text.capitalize() if capitals(text) and len(text) > 4 else text)
    )


# --- dates and clock times ------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DATES = (
    re.compile(
        rf"(?:\b(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s*)?(?:(?:den|d\.)\s*)?\b(\d{{1,2}})\.?\s*({MONTH})\.?,?\s*(\d{{4}})",
        re.IGNORECASE,
    ),
    re.compile(r"(?:(?:den|d\.)\s*)?\b(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})\b"),
    re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"),
)
CLOCK_RANGE = re.compile(
    r"(?:kl(?:okken|\.)?\s*)?\b(\d{1,2})[.:](\d{2})(?:\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?(\d{1,2})[.:](\d{2}))?"
)
_HOURS = re.compile(r"kl\.?\s*(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?(?![.:\d])", re.IGNORECASE)


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first date in the text, and where it stands."""
    best: tuple[date, int, int] | None = None
    for number, pattern in enumerate(_DATES):
        for match in pattern.finditer(text):
            one, two, three = match.groups()
            try:
                if number == 0:
                    day = date(int(three), _MONTHS.index(two[:3].lower()) + 1, int(one))
                elif number == 1:
                    year = int(three) + (2000 if len(three) == 2 else 0)
                    day = date(year, int(two), int(one))
                else:
                    day = date(int(one), int(two), int(three))
            except ValueError:
                continue
            if best is None or match.start() < best[1]:
                best = (day, match.start(), match.end())
            break
    return best


def find_clock(text: str) -> tuple[time, time | None, int, int] | None:
    """The first clock time or slot in the text, and where it stands."""
    for match in CLOCK_RANGE.finditer(text):
        start = clock(match[1], match[2])
        end = clock(match[3], match[4]) if match[3] else None
        if start is not None:
            return start, end, match.start(), match.end()
    if match_hours := _HOURS.search(text):
        start = clock(match_hours[1], "00")
        end = clock(match_hours[2], "00") if match_hours[2] else None
        if start is not None:
            return start, end, match_hours.start(), match_hours.end()
    return None


def clock(hours: str, minutes: str) -> time | None:
    """A clock time, or ``None`` where there is no such time."""
    try:
        return time(int(hours), int(minutes))
    except (ValueError, TypeError):
        return None
