"""Texts for those who do not see them: links, pictures, headings, tables and lists by ear."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from enum import Enum, auto
from itertools import pairwise

from msgspec import Struct

from moedebog.authorities import wcag
from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    Heading,
    Inlines,
    LabelledList,
    LineBreak,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    text_of,
)
from moedebog.catalogue import Slags
from moedebog.columns import has_row_headers
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import PNG, Example, in_text
from moedebog.phrases import DANISH
from moedebog.pictures import says_nothing
from moedebog.rules.case import Case, Passage

_LINKS = wcag("2.4.4", "formålet med links", "link purpose")
_PICTURES = wcag("1.1.1", "ikke-tekstligt indhold", "non-text content")
_STRUCTURE = wcag("1.3.1", "information og relationer", "info and relationships")

BOLD_AS_HEADING = Rule(
    "M5410",
    Severity.HINT,
    Phrase(
        "»{tekst}« er en hel linje med {skrift} og ligner en overskrift, men er det ikke.",
        "»{tekst}« is a whole line in {skrift} and looks like a heading, but is none.",
    ),
    Phrase(
        "{ret}, og slet stjernerne, hvis det er en overskrift.",
        "{ret} and delete the asterisks if it is a heading.",
    ),
    Example(
        wrong=in_text("**Økonomi**\n\nUdgiften er 1 mio. kr."),
        right=in_text("### Økonomi\n\nUdgiften er 1 mio. kr."),
    ),
    reason=Phrase(
        "En skærmlæser springer fra overskrift til overskrift og hører ikke, at noget er fed. "
        "Overskriften kommer heller ikke i bogmærkerne og kan blive alene tilbage nederst på en "
        "side.",
        "A screen reader jumps from heading to heading, and does not hear that something is bold. "
        "Nor does it come into the bookmarks, and it may be left alone at the foot of a page.",
    ),
    source=_STRUCTURE,
)
CAPITALS_AS_HEADING = Rule(
    "M5411",
    Severity.HINT,
    Phrase(
        "»{tekst}« er skrevet med store bogstaver og ligner en overskrift, men er det ikke.",
        "»{tekst}« is written in capitals and looks like a heading, but is none.",
    ),
    Phrase(
        "{ret} og teksten med små bogstaver, hvis det er en overskrift.",
        "{ret} and the text in small letters if it is a heading.",
    ),
    Example(
        wrong=in_text("ØKONOMI\n\nUdgiften er 1 mio. kr."),
        right=in_text("### Økonomi\n\nUdgiften er 1 mio. kr."),
    ),
    reason=Phrase(
        "En skærmlæser hører ingen overskrift, og nogle af dem staver ord i store bogstaver.",
        "A screen reader hears no heading, and some of them spell words in capitals.",
    ),
    source=_STRUCTURE,
)
LINK_SAYS_NOTHING = Rule(
    "M5412",
    Severity.HINT,
    Phrase(
        "Linkteksten »{tekst}« siger ikke, hvor linket fører hen.",
        "The text »{tekst}« of the link does not say where it leads.",
    ),
    Phrase(
        "Lad linket stå på de ord, der siger det, f.eks. [høringssvaret](adresse).",
        "Put the link on the words that say so, e.g. [the answer](address).",
    ),
    Example(
        wrong=in_text("Læs høringssvaret [her](https://example.org/svar)."),
        right=in_text("Læs [høringssvaret](https://example.org/svar)."),
    ),
    reason=Phrase(
        "Den, der bruger skærmlæser, hører ofte linkene som en liste for sig. »Her, her, her« kan "
        "ingen vælge imellem. På papir siger det heller ikke, hvad der menes.",
        "Users of screen readers often hear the links as a list of their own. Nobody can choose "
        "among »here, here, here«. On paper it does not say what is meant either.",
    ),
    source=_LINKS,
)
LONG_ADDRESS = Rule(
    "M5413",
    Severity.HINT,
    Phrase(
        "Adressen står som tekst og fylder {antal} tegn: {tekst}",
        "The address stands as text and takes up {antal} characters: {tekst}",
    ),
    Phrase(
        "Skriv [det, den fører til](adresse).",
        "Write [what it leads to](address).",
    ),
    Example(
        wrong=in_text("Se https://example.org/sager/2025/teknik/trafikplan-for-den-nordlige-by."),
        right=in_text(
            "Se [trafikplanen]"
            "(https://example.org/sager/2025/teknik/trafikplan-for-den-nordlige-by)."
        ),
    ),
    reason=Phrase(
        "En skærmlæser læser den op tegn for tegn, og på siden løber den over flere linjer.",
        "A screen reader reads it out sign by sign, and on the page it runs over several lines.",
    ),
    source=_LINKS,
)
SAME_LINK_TEXT = Rule(
    "M5414",
    Severity.HINT,
    Phrase(
        "Linkteksten »{tekst}« fører til flere adresser i det samme punkt.",
        "The text »{tekst}« of a link leads to several addresses in the same item.",
    ),
    Phrase(
        "Skriv i hver af dem, hvad netop det link fører til.",
        "Write in each of them what that very link leads to.",
    ),
    Example(
        wrong=in_text(
            "Se [planen](https://example.org/nord) i nord og [planen](https://example.org/syd) i "
            "syd."
        ),
        right=in_text(
            "Se [planen i nord](https://example.org/nord) og "
            "[planen i syd](https://example.org/syd)."
        ),
    ),
    reason=Phrase(
        "Hørt som en liste er to links med samme tekst det samme link.",
        "Heard as a list, two links with one text are the same link.",
    ),
    source=_LINKS,
)
ALT_SAYS_NOTHING = Rule(
    "M5415",
    Severity.WARNING,
    Phrase(
        "Den alternative tekst »{tekst}« siger ikke, hvad billedet viser.",
        "The alternative text »{tekst}« does not say what the picture shows.",
    ),
    Phrase(
        "Skriv, hvad en, der ikke kan se billedet, skal have at vide af det.",
        "Write what somebody who cannot see the picture is to learn from it.",
    ),
    Example(
        wrong=in_text("![IMG_1234.jpg](k.png)"),
        right=in_text("![Kort over den nye cykelsti](k.png)"),
        files={"k.png": PNG},
    ),
    reason=Phrase(
        "Den alternative tekst er alt, hvad en skærmlæser kan sige om billedet. At det er et "
        "billede, siger den selv.",
        "The alternative text is all that a screen reader can say of the picture. That it is a "
        "picture it says by itself.",
    ),
    source=_PICTURES + Phrase("; fejl F30", "; failure F30"),
)
ALT_REPEATED = Rule(
    "M5416",
    Severity.HINT,
    Phrase(
        "Flere billeder har den samme alternative tekst: »{tekst}«.",
        "Several pictures have the same alternative text: »{tekst}«.",
    ),
    Phrase(
        "Skriv ved hvert billede, hvad netop det viser.",
        "Write at each picture what that very one shows.",
    ),
    Example(
        wrong=in_text("![Kort over stien](k.png)\n\n![Kort over stien](l.png)"),
        right=in_text("![Kort over stien](k.png)\n\n![Stien i tværsnit](l.png)"),
        files={"k.png": PNG, "l.png": PNG + b"\0"},
    ),
    reason=Phrase(
        "Hørt er det det samme billede to gange.",
        "By ear it is the same picture twice.",
    ),
    source=_PICTURES,
)
ALT_TOO_LONG = Rule(
    "M5417",
    Severity.HINT,
    Phrase(
        "Den alternative tekst er på {antal} tegn.",
        "The alternative text has {antal} characters.",
    ),
    Phrase(
        "Skriv kort, hvad billedet viser, højst {mest} tegn, og resten i teksten, hvor alle kan "
        "læse den.",
        "Write briefly what the picture shows, at most {mest} characters, and the rest in the "
        "text, where everybody can read it.",
    ),
    Example(
        wrong=in_text(f"![Kort over stien, {'som går langs åen, ' * 14}til broen](k.png)"),
        right=in_text("![Kort over stien langs åen](k.png)"),
        files={"k.png": PNG},
    ),
    reason=Phrase(
        "En skærmlæser læser den i ét træk; man kan ikke gå tilbage i den, og den, der ser "
        "billedet, får den ikke.",
        "A screen reader reads it in one go; one cannot go back in it, and those who see the "
        "picture do not get it.",
    ),
    source=_PICTURES,
)
ALT_IS_BESIDE = Rule(
    "M5418",
    Severity.HINT,
    Phrase(
        "Den alternative tekst »{tekst}« står også lige ved billedet.",
        "The alternative text »{tekst}« also stands right beside the picture.",
    ),
    Phrase(
        "Skriv i den, hvad man ser på billedet; teksten ved siden af bliver læst alligevel.",
        "Write in it what one sees in the picture; the text beside is read anyway.",
    ),
    Example(
        wrong=in_text("![Den nye cykelsti](k.png)\n\nDen nye cykelsti"),
        right=in_text("![Stien krydser åen og ender ved broen](k.png)\n\nDen nye cykelsti"),
        files={"k.png": PNG},
    ),
    reason=Phrase(
        "En skærmlæser siger det samme to gange, og hvad billedet viser, siger den ikke.",
        "A screen reader says the same twice, and not what the picture shows.",
    ),
    source=_PICTURES,
)
EMPTY_ENTRY = Rule(
    "M5419",
    Severity.WARNING,
    Phrase(
        "Punkt {nr} i listen er tomt: der trykkes kun et mærke.",
        "Entry {nr} of the list is empty: only a mark is printed.",
    ),
    Phrase("Skriv teksten, eller slet linjen.", "Write the text, or delete the line."),
    Example(
        wrong=in_text("Udvalget ønsker:\n\n- lys\n-\n- lavere fart"),
        right=in_text("Udvalget ønsker:\n\n- lys\n- lavere fart"),
    ),
    reason=Phrase(
        "Læseren kan ikke se, om der mangler noget, og en skærmlæser tæller punktet med.",
        "Readers cannot see whether something is missing, and a screen reader counts the entry.",
    ),
    source=_STRUCTURE,
)
ONLY_AIR = Rule(
    "M5420",
    Severity.HINT,
    Phrase(
        "{hvad} bruges til at give luft.",
        "{hvad} is used to make room.",
    ),
    Phrase(
        "Slet det; afstanden mellem afsnit står i skabelonen.",
        "Delete it; the distance between paragraphs stands in the template.",
    ),
    Example(
        wrong=in_text("Udvalget takkede.\n\n---\n\n---\n\nDerefter fulgte drøftelsen."),
        right=in_text("Udvalget takkede.\n\n---\n\nDerefter fulgte drøftelsen."),
    ),
    reason=Phrase(
        "En skærmlæser siger »tom« eller »skillelinje« for hver af dem.",
        "A screen reader says »blank« or »separator« for each of them.",
    ),
    source=_STRUCTURE,
)
EMPTY_HEAD = Rule(
    "M3613",
    Severity.WARNING,
    Phrase(
        "{hvad} i tabellens øverste række er tom.",
        "{hvad} of the table's first row is empty.",
    ),
    Phrase(
        "Skriv, hvad der står i kolonnen.",
        "Write what stands in the column.",
    ),
    Example(
        wrong=in_text("| Post | | 2026 |\n|---|---|---|\n| Sti | 5 | 6 |"),
        right=in_text("| Post | 2025 | 2026 |\n|---|---|---|\n| Sti | 5 | 6 |"),
    ),
    reason=Phrase(
        "Ved hver celle læser en skærmlæser kolonnens overskrift op. Er den tom, er tallet uden "
        "navn, også for den, der ser det.",
        "At each cell a screen reader reads the column's header out. Where that is empty, the "
        "number has no name, for those who see it either.",
    ),
    source=_STRUCTURE + Phrase("; fejl F91", "; failure F91"),
)
NO_TABLE_OF_DATA = Rule(
    "M3614",
    Severity.HINT,
    Phrase(
        "Tabellen har kun {hvad}.",
        "The table has only {hvad}.",
    ),
    Phrase(
        "Skriv det som tekst eller som en liste med - foran hver linje.",
        "Write it as text, or as a list with - before each line.",
    ),
    Example(
        wrong=in_text("| Udvalget ønsker |\n|---|\n| lys |\n| lavere fart |"),
        right=in_text("Udvalget ønsker:\n\n- lys\n- lavere fart"),
    ),
    reason=Phrase(
        "En skærmlæser siger antallet af rækker og kolonner, før den læser. Er der ikke noget at "
        "slå op på kryds og tværs, er det spildt.",
        "A screen reader tells the numbers of rows and columns before it reads. Where nothing is "
        "to be looked up across and down, that is wasted.",
    ),
    source=_STRUCTURE,
)

_LONGEST_HEADING = 80
"""Characters."""
_MOST_WORDS, _BEFORE_COLON = 10, 3
"""Of a heading, and of one that ends with a colon: what is longer leads to a list."""
_FEWEST_CAPITALS = 5
_NO_HEADING = re.compile(
    r"(?:obs|nb|bemærk|vigtigt|fortroligt|fortrolig|lukket|udkast|note|ps|p\.s\.|tabel|figur|kilde"
    r"|foto|billede|ja|nej|tlf|telefon|cvr|ean|sagsnr|(?:med )?venlig(?:e|st)? hilsen|se"
    r"|ikrafttræden)\b"
    r"|[-–—*•(»”\"]"
    r"|[^:]+: \S"  # what stands behind the colon is said of it
    r"|.*, \d{4} \w"  # an address
    rf"|(?:{'|'.join(re.escape(words) for words in DANISH.outcomes.values())})"
    r"(?: (?:af|i|med|på|til|uden)\b.*)?\Z"
    r"|(?:ikke )?(?:anbefales|oversendes|oversendt|indstilles|tiltrædes|vedtaget|forkastet"
    r"|godkendes|udsættes|afvises)\b",
    re.IGNORECASE,
)
"""How a line begins that is set apart for another reason."""
_ENDS = (".", "!", ";", ",", "…", ")")
_FEWEST_BELOW = 3
"""Words under a heading that stands in one paragraph with them: fewer are a label's, an address."""
_MOST_IN_ITALICS = 5
"""Words of a heading in italics; more are a remark."""
_FIGURES_ALONE = re.compile(
    r"(?:[\W\d_]|\b(?:kl|klokken|den|d|til|fra|og|uge|kr|mio|mia|kroner|pct|nr|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec|"
    r"januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|"
    r"mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)\b)*",
    re.IGNORECASE,
)
"""A date, a time, an amount: what it is about stands in the text."""
_NAME = re.compile(
    r"(?:[A-ZÆØÅÉÖÄÜ][\w'’-]*\.?|[A-ZÆØÅ]\.)(?:\s(?:af|d'|da|de|del|den|der|di|du|la|le|van|von|zu|"
    r"[A-ZÆØÅÉÖÄÜ][\w'’-]*\.?))*\s[A-ZÆØÅÉÖÄÜ][\w'’-]*\.?(?:\s\([A-ZÆØÅ]{1,3}\))?"
)
"""Of a person, a place or a firm: headings have a capital at their beginning alone."""
_OFFICE = re.compile(
    r",\s\w*(?:formand|forkvinde|borgmester|rådmand|direktør|chef|leder|sekretær|referent|medlem|konsulent"
    r"|kasserer|suppleant|ordfører|advokat|revisor|provst|præst)\Z"
)
"""What somebody is, behind the name."""
_USUAL = re.compile(
    r"(?:(?:[A-ZÆØÅ]|[IVX]+|\d{1,2}(?:\.\d{1,2})*)[.)]\s+)?"
    r"(?:(?:sagens |øvrige |juridiske |økonomiske |videre |tidligere )?"
    r"(?:(?:sags)?baggrund|økonomi|konsekvenser|formål|indledning|tidsplan|sagsfremstilling|"
    r"lovgrundlag|retsgrundlag|høring|inddragelse|vurdering|konklusion|finansiering|"
    r"kommunikation|klima|miljø|opfølgning|(?:sags)?forløb|proces(?:sen)?|problemstilling|"
    r"beslutningskompetence|historik|målsætning|personale|risici|resumé|anbefaling))"
    r"(?: og [a-zæøå]+)?(?: \([a-zæøå][a-zæøå ]*\))?:?",
    re.IGNORECASE,
)
"""A heading as usual in a case: it is no decision, no name after an initial."""
_SENTENCE = re.compile(
    r"(?:Der|Det|Vi|De|[A-ZÆØÅ][\wæøå-]*(?:en|et|ne)) "
    r"(?:er|var|blev|bliver|skal|skulle|kan|kunne|vil|ville|har|havde|må|måtte|får|fik|tager|tog|"
    r"godkender|godkendte|vedtog|vedtager|anbefaler|anbefalede|indstiller|indstillede|"
    r"afviste|afviser|udsatte|udsætter|drøftede|drøfter|ønsker|ønskede|besluttede|beslutter|"
    r"tiltrådte|tiltræder)\b(?! ?:)"
)
"""A subject and right behind it what it does: a sentence that is brought out."""
_PLACE = re.compile(r".*,\s[A-ZÆØÅ][\w.]+\s\d+\s?[A-Z]?")
_ASKS = re.compile(r"spørg|spurgt", re.IGNORECASE)
_ANSWERS = re.compile(r"svar\b|(?:[\w-]+\s){1,3}(?:svare[rd]|besvare[rd])", re.IGNORECASE)
"""A question above it is somebody's, and no heading."""
_FIRM = re.compile(
    r".*\s(?:A/S|I/S|K/S|P/S|APS|IVS|ABP|AB|ASA|AS|OY|OYJ|AMBA|A\.M\.B\.A\.?|FMBA|SE|GMBH|AG|LTD"
    r"|LLC|INC|PLC|NV|BV|SA|FOND|FONDEN)\.?",
    re.IGNORECASE,
)
_LEADS_TO_NAME = re.compile(
    r"(?:.*:|.*\b(?:hilsen|hilsner|mvh|m\.v\.h|vh|på (?:\w+ )?vegne|regards)[\s.,!]*)",
    re.I | re.DOTALL,
)
"""A paragraph with something under it that is no heading: what it lists, or who signs."""
_SAYS_NOTHING = re.compile(
    r"\W*(?:\b(?:klik|tryk|se|læs|læse|læses|hent|hente|hentes|find|finde|gå|følg|åbn|åbne|få|download"
    r"|mere|at|vide|for|kan|du|man|yderligere|det|den|dem|de|filen?|og|via|på|dette|denne|som|i|en|et"
    r"|om|til|vores|videre|besøg|besøge|finder|downloade|klikke|trykke"
    r"|link(?:et|s)?|her|herinde|herfra|ind|videre|pdf|word|excel|fil|dokument(?:et)?|ark"
    r"|(?:hjemme|web|net)?side[nr]?|websted(?:et)?|website(?:t)?|webside[n]?|hjemmeside|url|adresse[n]?"
    r"|information(?:er|en)?|info|oplysninger|click|read|see|more|this|the|here|go|to|page|file"
    r"|document|information|about)\b\W*)+",
    re.IGNORECASE,
)
"""Words of which none says where a link leads, however many there are."""
_LEADS = re.compile(
    r"\b(?:her|mere|videre|link(?:et|s)?|more|here|click|hent|download|klik|tryk|pdf|fil(?:en)?|dokument(?:et)?"
    r"|(?:hjemme|web|net)?side[nr]?|websted(?:et)?|website(?:t)?|url|information(?:er|en)?|info"
    r"|oplysninger|page|file|document)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LONGEST_ADDRESS = 60
_MOST_SHOWN = 40
_LONGEST_ALT = 250
_LABEL = re.compile(
    r"(?:figur|fig\.?|billede|foto|fotografi|kort|illustration|ill\.?|tegning|diagram|graf|tabel)"
    r"(?:\s+(?:nr\.?\s*)?\d+[a-z]?\s*[:.–—-]*|\s*[:–—-]|\s+af(?=\s))\s*"
)
"""What a caption begins with, before the words of its own."""
_ORIGIN = re.compile(
    r"[\s.,;(]*\b(?:foto|fotograf|kilde|illustration|tegning|grafik):.*", re.DOTALL
)
"""What a caption ends with: who made the picture."""
_BLANKS = " \u00a0\u200b\u2003"
_TWO_RULES = Phrase("To streger lige efter hinanden", "Two rules right after each other")
_TWO_BREAKS = Phrase("Flere linjeskift lige efter hinanden", "Several line breaks in a row")
_BLANK = Phrase("Et afsnit uden tekst", "A paragraph without text")
_ONE_COLUMN = Phrase("én kolonne", "one column")
_NO_ROWS = Phrase("den øverste række", "its first row")
_WHOLE_ROW = Phrase("Hver celle", "Each cell")


_IN_BOLD, _IN_ITALICS = Phrase("fed", "bold"), Phrase("kursiv", "italics")
_WRITE_BEFORE = Phrase("Skriv {signs} foran", "Write {signs} before it")
_MOVE_OUT = Phrase(
    "Flyt linjen ud for sig selv med {signs} foran", "Move the line out with {signs} before it"
)


def links(case: Case) -> Iterator[Diagnostic]:
    """The text of a link says where it leads, and no two links of an item say the same."""
    known: dict[tuple[object, str], str] = {}
    told: set[tuple[object, str]] = set()
    for passage in case.texts:
        if not passage.text:  # an attachment, whose title says what it is
            continue
        for text, target in _links(passage.inlines):
            if finding := _link(passage, text):
                yield finding
                continue
            key = passage.item and passage.item.punkt.position, _plain(text)
            if known.setdefault(key, target) != target and key not in told:
                told.add(key)
                yield SAME_LINK_TEXT.at(passage.position, tekst=text).on(f"[{text}]")


def _links(inlines: Inlines) -> Iterator[tuple[str, str]]:
    """The text and the address of each link; one of several looks is one."""
    text, target = "", None
    for run in inlines:
        link = run.link if isinstance(run, Run) else target
        if link != target:
            if target:
                yield text.strip(), _aim(target)
            text, target = "", link
        text += run.text if isinstance(run, Run) else " "
    if target:
        yield text.strip(), _aim(target)


def _aim(target: str) -> str:
    return target.rstrip("/").casefold()


def _link(passage: Passage, text: str) -> Diagnostic | None:
    if _ADDRESS.fullmatch(text):
        if len(text) <= _LONGEST_ADDRESS:
            return None
        shown = f"{text[: _MOST_SHOWN - 1]}…"
        return LONG_ADDRESS.at(passage.position, antal=len(text), tekst=shown).on(text)
    empty = not any(map(str.isalnum, text))
    if empty or (_SAYS_NOTHING.fullmatch(text) and _LEADS.search(text)):
        return LINK_SAYS_NOTHING.at(passage.position, tekst=text).on(f"[{text}]")
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,:;!?()»«\"'")


def pictures(case: Case) -> Iterator[Diagnostic]:
    """What stands for a picture says what it shows."""
    shown: dict[str, str] = {}
    for picture in case.pictures:
        alt, place = picture.alt.strip(), picture.position
        if place is None or not alt:
            continue
        if says_nothing(alt, picture.path.name):
            yield ALT_SAYS_NOTHING.at(place, tekst=alt).on(alt)
        elif shown.setdefault(_plain(alt), picture.path.name) != picture.path.name:
            yield ALT_REPEATED.at(place, tekst=alt).on(alt)
        if len(alt) > _LONGEST_ALT:
            yield ALT_TOO_LONG.at(place, antal=len(alt), mest=_LONGEST_ALT)


def layout(case: Case) -> Iterator[Diagnostic]:
    """Headings are headings, lists have entries, and nothing is there to make room."""
    for stream in case.streams:
        level = 2
        for blocks, where in _all_blocks(stream.blocks):
            if where is not _Where.APART:
                decision = stream.slags == Slags.BESLUTNING and where is _Where.TEXT
                asked = bool(_ASKS.search(stream.title)) or where is _Where.NUMBERED
                surroundings = _Around(decision, asked, nested=where is not _Where.TEXT)
                level = yield from _headings(blocks, level, surroundings)
            yield from _air(blocks)
            yield from _beside_pictures(blocks)
            for block in blocks:
                if isinstance(block, BulletList | NumberedList) and block.position is not None:
                    yield from _empty_entries(block, block.position)


class _Where(Enum):
    """What blocks are in."""

    TEXT = auto()
    INSIDE = auto()
    """A list or a quotation: no heading can stand there."""
    NUMBERED = auto()
    """An entry of a list with numbers or letters, which set apart what it begins with."""
    APART = auto()
    """A cell: what it begins with is marked by the table."""


class _Line(Struct, frozen=True):
    """A line that stands alone, or that a paragraph begins with."""

    runs: tuple[Run, ...]
    text: str


class _Around(Struct, frozen=True):
    """What blocks stand in."""

    decision: bool
    """The first line may be what was decided."""
    asked: bool
    """A question is somebody's, and no heading."""
    nested: bool
    """A list or a quotation, where no heading can stand."""


def _headings(blocks: Blocks, level: int, around: _Around) -> Generator[Diagnostic, None, int]:
    """Lines that only look like headings; returns the level of the last heading."""
    before: Block | None = None
    asked, nested = around.asked, around.nested
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            level = block.level
        elif isinstance(block, Paragraph) and block.position is not None:
            line, below = _parted(block)
            following = next(iter(blocks[number + 1 :]), None)
            rule = _looks_like(line)
            if around.decision and not number and not _USUAL.fullmatch(line.text):
                rule = None
            if line.text.endswith("?") and (
                asked or _is_answer(following if below is None else below)
            ):
                rule = None
            if nested and not all(run.strong for run in line.runs) and rule is BOLD_AS_HEADING:
                rule = None  # italics are common there for other reasons
            alone = not below and (following is None or _is_alike(following))
            few = below is not None and len(below.split()) < _FEWEST_BELOW
            if rule is not None and not alone and not few and not _leads_to_other(before, line):
                signs = "#" * min(level + 1, 6)
                how = (_MOVE_OUT if nested else _WRITE_BEFORE).put(signs=signs)
                look = _IN_BOLD if all(run.strong for run in line.runs) else _IN_ITALICS
                text = line.text
                yield rule.at(block.position, tekst=text, ret=how, skrift=look).on(text)
        if isinstance(block, Paragraph | Heading) and not asked:
            asked = _ASKS.search(text_of(block.inlines)) is not None
        before = block
    return level


def _is_answer(below: Block | str | None) -> bool:
    """Whether what stands below a question says that it answers it."""
    if isinstance(below, Paragraph):
        below = text_of(below.inlines)
    return isinstance(below, str) and _ANSWERS.match(below.strip()) is not None


def _parted(block: Paragraph) -> tuple[_Line, str | None]:
    """The first line of a paragraph, and the text of those below it; ``None``: there are none."""
    at = next((n for n, one in enumerate(block.inlines) if isinstance(one, LineBreak)), None)
    first, below = block.inlines[:at], None if at is None else block.inlines[at:]
    runs = tuple(run for run in first if isinstance(run, Run) and run.text.strip(" :"))
    line = _Line(runs, text_of(first).strip())
    if below is None:
        return line, None
    text = text_of(below).strip()
    rest = [run for run in below if isinstance(run, Run) and run.text.strip()]
    same_look = all(run.strong for run in rest) or all(run.emphasis for run in rest)
    return line, "" if same_look or text.isupper() else text


def _is_alike(block: Block) -> bool:
    """Whether what follows is no text under a heading either."""
    if isinstance(block, Heading | ThematicBreak):
        return True
    if not isinstance(block, Paragraph):
        return False
    line, below = _parted(block)
    return below is None and _looks_like(line) is not None


def _leads_to_other(before: Block | None, line: _Line) -> bool:
    """Whether a line belongs to what is above it: a caption, a name under a greeting or a list."""
    if isinstance(before, Picture | Table):
        return not all(run.strong for run in line.runs)
    return isinstance(before, Paragraph) and bool(
        _LEADS_TO_NAME.fullmatch(text_of(before.inlines).strip())
    )


def _looks_like(line: _Line) -> Rule | None:
    """The rule that a line breaks if text follows it."""
    text, runs = line.text, line.runs
    words = text.split()
    most = _BEFORE_COLON if text.endswith(":") else _MOST_WORDS
    if not runs or len(text) > _LONGEST_HEADING or len(words) > most:
        return None
    if text.endswith(_ENDS) and not _USUAL.fullmatch(text):
        return None
    if (
        _NO_HEADING.match(text)
        or _SENTENCE.match(text)
        or any(run.link or run.code for run in runs)
    ):
        return None
    if any(one.fullmatch(text.rstrip(":")) for one in (_FIGURES_ALONE, _FIRM, _PLACE)):
        return None
    letters = sum(map(str.isalpha, text))
    if text.isupper() and letters >= _FEWEST_CAPITALS:
        return CAPITALS_AS_HEADING
    named = _NAME.fullmatch(_OFFICE.sub("", text)) and not _USUAL.fullmatch(text)
    if not letters or named:
        return None
    if all(run.strong for run in runs):
        return BOLD_AS_HEADING
    italics = all(run.emphasis for run in runs) and len(words) <= _MOST_IN_ITALICS
    return BOLD_AS_HEADING if italics else None


def _all_blocks(blocks: Blocks, where: _Where = _Where.TEXT) -> Iterator[tuple[Blocks, _Where]]:
    """The blocks, and those inside of lists, quotations and cells."""
    yield blocks, where
    for block in blocks:
        if isinstance(block, BulletList | NumberedList | LabelledList):
            inside = _Where.INSIDE if isinstance(block, BulletList) else _Where.NUMBERED
            for item in block.items:
                yield from _all_blocks(item.blocks, inside)
        elif isinstance(block, Quote):
            yield from _all_blocks(block.blocks, _Where.INSIDE)
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from _all_blocks(cell.blocks, _Where.APART)


def _air(blocks: Blocks) -> Iterator[Diagnostic]:
    before: Block | None = None
    for block in blocks:
        again = isinstance(block, ThematicBreak) and isinstance(before, ThematicBreak)
        blank = isinstance(block, Paragraph) and not text_of(block.inlines).strip(_BLANKS)
        if (again or blank) and block.position is not None:
            yield ONLY_AIR.at(block.position, hvad=_TWO_RULES if again else _BLANK)
        elif isinstance(block, Paragraph) and block.position is not None and _breaks_twice(block):
            yield ONLY_AIR.at(block.position, hvad=_TWO_BREAKS)
        before = block


def _breaks_twice(block: Paragraph) -> bool:
    """Whether there is an empty line inside a paragraph."""
    seen = [
        one
        for one in block.inlines
        if isinstance(one, LineBreak) or (isinstance(one, Run) and one.text.strip(_BLANKS))
    ]
    return any(isinstance(a, LineBreak) and isinstance(b, LineBreak) for a, b in pairwise(seen))


def _beside_pictures(blocks: Blocks) -> Iterator[Diagnostic]:
    for number, block in enumerate(blocks):
        if not isinstance(block, Picture) or block.position is None:
            continue
        beside = (*blocks[max(0, number - 1) : number], *blocks[number + 1 : number + 2])
        texts = {
            _own_words(text_of(one.inlines))
            for one in beside
            if isinstance(one, Paragraph | Heading)
        }
        if _own_words(block.alt) in texts:
            yield ALT_IS_BESIDE.at(block.position, tekst=block.alt).on(block.alt)


def _own_words(text: str) -> str:
    """The words of a caption without those that any has: *Figur 1:*, *Foto af*."""
    plain = _ORIGIN.sub("", _plain(text)) or _plain(text)
    label = _LABEL.match(plain)
    return plain[label.end() :] or plain if label else plain


def _empty_entries(block: BulletList | NumberedList, place: Position) -> Iterator[Diagnostic]:
    empty = [number for number, item in enumerate(block.items, 1) if not item.blocks]
    if len(empty) < len(block.items):  # else they are lines to write on
        for number in empty:
            yield EMPTY_ENTRY.at(place, nr=number)


def tables(case: Case) -> Iterator[Diagnostic]:
    """Tables hold data, and each column says what."""
    for table in case.tables:
        if table.position is None:
            continue
        if len(table.alignments) == 1 and len(table.rows) > 1:
            yield NO_TABLE_OF_DATA.at(table.position, hvad=_ONE_COLUMN)
        elif not table.rows and len(table.alignments) > 1:
            yield NO_TABLE_OF_DATA.at(table.position, hvad=_NO_ROWS)
        yield from _heads(table, table.position)


def _heads(table: Table, place: Position) -> Iterator[Diagnostic]:
    """The empty headers of columns that hold something; that over headers of rows may be empty."""
    filled = [n for n in range(len(table.alignments)) if any(_holds(row[n]) for row in table.rows)]
    named = [n for n in filled if _holds(table.header[n]) or table.header[n].covered]
    corner = has_row_headers(table)
    empty = [n for n in filled if n not in named and (n or not corner)]
    if not empty:
        return
    if not named:
        yield EMPTY_HEAD.at(place, hvad=_WHOLE_ROW)
        return
    for n in empty:
        which = Phrase("Celle {nr}", "Cell {nr}").put(nr=n + 1)
        yield EMPTY_HEAD.at(place, hvad=which)


def _holds(cell: Cell) -> bool:
    return not cell.covered and bool(cell.blocks)
