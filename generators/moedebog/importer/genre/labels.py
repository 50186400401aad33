"""What the cover of a dagsorden or referat looks like: the other table of the recogniser."""

from __future__ import annotations

import re

from moedebog.catalogue import Form, ReferatStatus, Rolle
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, expression, literal

_OWN = {
    "dato": (DANISH.label_time,),
    "sted": (DANISH.label_place,),
    "afholdt": (DANISH.label_began, "Afholdt"),
    "udeblevet": (DANISH.label_absent, "Udeblevet", DANISH.label_no_answer),
    Rolle.FORVALTNING: (DANISH.label_administration,),
    Rolle.OBSERVATOER: (DANISH.label_observers,),
    Rolle.GAEST: (DANISH.label_guests,),
    "til_stede": (DANISH.label_present, DANISH.label_participants, DANISH.label_took_part),
    Rolle.MEDLEM: (DANISH.label_members,),
    "afbud": (DANISH.label_regrets,),
    Rolle.MOEDELEDER: (DANISH.label_chair,),
    Rolle.REFERENT: (DANISH.label_minute_taker,),
    "form": (DANISH.label_form,),
    "titel": (DANISH.label_meeting,),
    "svarfrist": (DANISH.label_deadline,),
    "ankom": (DANISH.label_came,),
    "forlod": (DANISH.label_left,),
    "vaek": (DANISH.label_away_for_a_while,),
    "kontakt": (DANISH.label_contact,),
    "myndighed": (DANISH.label_authority,),
    "sagsnr": (DANISH.label_case,),
}
"""The labels that moedebog prints itself."""


def _any(key: str, others: str) -> str:
    return "|".join(filter(None, (others, any_of(*_OWN.get(key, ())))))


COUNTED = re.compile(r"(?P<label>\S[^:;()]*) \((?P<number>\d{1,4})\)")
"""A label of ours with how many people it has, also a party's in a list by party."""
BY_PARTY = re.compile(rf"{COUNTED.pattern}: (?P<names>\S.*)")
"""A party's people, as readers give them: ``A (2): Anna Ny (formand); Bo Ny``."""
OTHERS, WHOLE = DANISH.label_others, DANISH.whole_party
"""The label of those without a party, and what stands instead of names where all of it voted so."""

BESIDE = {
    Rolle.FORVALTNING.value: DANISH.label_administration,
    Rolle.OBSERVATOER.value: DANISH.label_observers,
    Rolle.GAEST.value: DANISH.label_guests,
}
"""The labels of those who take part without being members."""

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        key,
        re.compile(
            rf"(?:{_any(key, others)})(?:\s\(\d{{1,4}}\))?(?:\s*:\s*|\s+|\Z)(?P<value>.*)\Z",
            re.IGNORECASE,
        ),
    )
    for key, others in (
        (
            "dato",
            (
                r"m[øö][dt]e(?:da(?:to|g)|tid(?:spunkt|punkt)?)|kl\.?(?=\s*:)"
                r"|dato(?: og tid|\s?/\s?tid)?|tidspunkt|klokkeslett"
                r"|tid og (?:sted|plats)|hvornår|datum(?: och tid)?(?=\s*:)"
            ),
        ),
        ("sted", r"m[øö][dt]e(?:sted|splats|plass)|mødelokale|lokale|hvor|(?:plats|lokal)(?=\s*:)"),
        ("afholdt", ""),
        ("forum", r"(?:(?:møde)?forum|udvalg|råd|nævn|organ)(?=\s*:)"),
        ("start", r"(?:tid )?start(?:tid(?:spunkt)?)?(?: kl\.?)?|mødestart"),
        ("slut", r"slut(?:tid(?:spunkt)?)?(?: kl\.?)?"),
        ("vaek", ""),
        ("udeblevet", r"fraværende uden afbud|udeblevet(?: uden afbud)?|udeblev|manglede"),
        (Rolle.STEDFORTRAEDER, Rolle.STEDFORTRAEDER.kind.older),
        (Rolle.FORVALTNING, Rolle.FORVALTNING.kind.older),
        (Rolle.OBSERVATOER, Rolle.OBSERVATOER.kind.older),
        (Rolle.GAEST, Rolle.GAEST.kind.older),
        (
            "til_stede",
            (
                r"(?:møde)?deltagere(?: (?:i|til|på) mødet)?|til ?stede(?: var)?"
                r"|tilstedeværende|fremmødte?|deltog(?: i den skriftlige behandling)?"
                r"|mødte?(?: var)?|deltagende|i mødet deltog"
                r"|følgende (?:deltog(?: i mødet)?|var (?:mødt|til ?stede))"
                r"|tilstedet?(?: på møtet)?|närvarande(?: \w+)?(?=\s*:|\Z)|närvarande"
                r"|deltakere|deltagare"
                r"|(?:op+|fr[ae]m)m[øö][dt]e?(?=\s*:|\Z)|present|attend(?:ance|ees)(?=\s*:|\Z)"
            ),
        ),
        (Rolle.MEDLEM, ""),
        (
            "afbud",
            (
                r"fraværende(?: med afbud)?|afbud(?: fra| til mødet)?|(?:har )?meldt afbud"
                r"|(?:der var|modtaget) afbud fra|afbud modtaget fra|ej mødt|(?:mødte|deltog) ikke"
                r"|(?:afbud|fraværende)\s?(?:/|og)\s?(?:afbud|fraværende)|ikke fremmødte?"
                r"|frafall|forfall(?=\s*:|\Z)|frånvarande(?: \w+)?(?=\s*:|\Z)|frånvarande"
                r"|absent|mangler(?=\s*:)|(?:ikke|ej) møtt"
                r"|framelding|ikke til ?stede|ikke mødt|fravær|forfald|afmeldt"
                r"|følgende (?:deltog ikke(?: i behandlingen(?: af punktet)?)?|var fraværende)"
            ),
        ),
        (Rolle.MOEDELEDER, rf"facilitator|faciliteret af|{Rolle.MOEDELEDER.kind.older}"),
        (Rolle.REFERENT, rf"referant|(?:ref\.?|protokoll)(?=\s*:)|{Rolle.REFERENT.kind.older}"),
        ("form", r"mødeform"),
        ("svarfrist", r"frist for svar"),
        ("moedenr", r"møde\s?nr\.?|mødenummer"),
        ("titel", r"(?:mødetype|møtetype|mødenavn)(?=\s*:)"),
        ("ankom", ""),
        ("forlod", ""),
        ("kontakt", ""),
        ("myndighed", ""),
        ("sagsnr", ""),
    )
)
"""Labels of the cover's lines, with or without a colon; the first that fits holds."""


def has_label(line: str) -> bool:
    """Whether the line begins with a label and a colon, or one in a column of its own."""
    matches = (pattern.match(line) for _, pattern in LABELS)
    heads = (line[: match.start("value")] for match in matches if match)
    return any(
        ":" in head or (head.endswith("   ") and head != line and head[:1].isupper())
        for head in heads
    )


_DOCUMENT = (
    r"(?:(?:åben[t]?|lukket|foreløbig[t]?|endelig[t]?|revideret|rettet|udkast til)\s+)?"
    rf"(?:beslutnings|mø[dt]e|bestyrelses|tillægs|kort )?(?:{any_of(*DANISH.documents.values())}"
    r"|referat|dagsorden|dagordning|saksliste|protokoll(?!\s*:)|protokol\b)"
)
_LONG = (DANISH.label_took_part, DANISH.label_away_for_a_while, DANISH.label_absent)


def _wrapped(label: str) -> list[tuple[str, re.Pattern[str]]]:
    words = label.split()
    halves = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return [
        (label, re.compile(rf"{literal(one)}\s+(?P<a>[A-ZÆØÅ].*?)\s+{literal(two)}(?P<b>\s.*)?\Z"))
        for one, two in halves
    ]


WRAPPED = tuple(found for label in _LONG for found in _wrapped(label))
"""Labels of ours that a narrow column broke: the value's lines stand between their words."""
NEXT_LABEL = re.compile(
    rf"(?<=\))\s+(?=(?:{any_of(DANISH.label_came, DANISH.label_left, *_LONG)})\s+[A-ZÆØÅ])"
)
"""Where the line after somebody in a list has run on into the next label."""
MEETING_ATTACHMENT = re.compile(
    expression(DANISH.attachment_of_meeting, number=r"(?P<nr>\d+(?:\.?[A-Za-z0-9]+)*)")
    + r"\s*[:.–-]?\s+(?=\S)",
    re.IGNORECASE,
)
"""``Mødets bilag 1 `` before a title."""
SORTS = re.compile(
    r"(?:ledelses|medarbejder|forældre|elev|student|arbejdsmiljø|bruger)repræsentanter\s*:\s+\S"
    r"|(?:ledelse|medarbejdere|forældre|elever|studerende|vip|tap|d-vip|dvip)\s*:\s+\S",
    re.IGNORECASE,
)
"""Those who take part, told group by group."""

_DOCUMENTS = rf"{_DOCUMENT}(?:\s*(?:og|/|&|\+|med|samt)\s*{_DOCUMENT})?"
COVER = re.compile(
    rf"(?=[A-ZÆØÅ])(?P<slags>(?i:{_DOCUMENTS}))(?:\s*[:,–-])?(?:\s+(?i:fra|från|af|for|till?))?"
    r"\s+(?P<navn>(?!(?i:(?:(?:fra|af) )?(?:det )?(?:sidste?|forrige|seneste)\b))\S.*)\Z"
)
"""``Referat fra Byrådets møde den 4. marts 2025 kl. 17.00``."""
CALLS = re.compile(r"kald(?:els)?|bydelse|invitation|kall(?:ing|else)", re.IGNORECASE)
CALL = re.compile(
    r"(?P<slags>(?:møde)?indkaldelse|indbydelse|invitation|innkalling|kallelse) till?"
    r" (?P<navn>\S.*)",
    re.IGNORECASE,
)
"""``Indkaldelse til generalforsamling i Prøveforeningen``."""
CALL_LINE = re.compile(
    r"(?:møde)?indkaldelse(?: till? [^.]*)?:?|(?:møde)?innkalling(?: til [^.]*)?:?"
    r"|kallelse(?: till [^.]*)?:?",
    re.IGNORECASE,
)
"""``Mødeindkaldelse``: a line that says that the document calls a meeting."""
AGENDA_ABOVE = re.compile(r"(?:.*\bfølgende )?(?:dagsorden|agenda)\s*:?", re.IGNORECASE)
"""``med følgende dagsorden:``, over the items."""
DOCUMENT_WORD = re.compile(rf"{_DOCUMENTS}(?:\s+(?:fra|af|til)\s+møde[t]?)?\Z", re.IGNORECASE)
DOCUMENT_BEHIND = re.compile(
    rf"(?:[,:]|\s[–-])\s+(?:\w+\s+)?{_DOCUMENTS}(?:\s+(?:af|for|fra|til))?\Z", re.IGNORECASE
)
"""``Byrådet i Prøveby, referat``: what the document is, behind the name of who met."""

_MEETING_WORD = (
    r"(?:[\w-]*m[øö][dt]e(?:t)?(?: nr\. ?\d+| \d+/\d{4}| \d{1,3}(?= i ))?"
    r"|(?:[\w-]*-)?generalforsamling(?: \d{4})?)"
)
MEETING = re.compile(
    rf"(?P<titel>(?:[\w.]+ )?{_MEETING_WORD})"
    r"(?:\s*[:,–-]\s*|\s+(?P<i>i|for|af|på|hos|med|ved)\s+|\s+(?=(?-i:[A-ZÆØÅ]))|\Z)"
    r"(?P<navn>\S.*)?\Z",
    re.IGNORECASE,
)
"""``Bestyrelsesmøde i Roklubben``: the meeting and whose it is."""
MEETING_BEHIND = re.compile(
    r"(?P<navn>\S.*?)\s*[,–-]\s+"
    r"(?P<titel>(?:(?:ekstra)?ordinær[t]? )?(?:[\w-]*møde|generalforsamling))\Z",
    re.IGNORECASE,
)
"""``Regionsrådet – ordinært møde``."""
WHOSE_MEETING = re.compile(
    r"(?:(?:det|de) )?(?P<navn>[A-ZÆØÅ][\wæøå -]*?)(?:['’]?s|(?= (?:ekstra)?ordinære)) "
    r"(?:(?P<slags>ordinære|ekstraordinære) )?"
    r"(?P<titel>møde|bestyrelsesmøde|generalforsamling)[t]?\Z"
)
"""``Byrådets møde``."""
MEETING_LAST = re.compile(rf"(?P<navn>\S.*\S) (?P<titel>{_MEETING_WORD})", re.IGNORECASE)
"""``OS2 Prøve styregruppemøde``: a name before the word for the meeting."""
MEETING_WORD = re.compile(r"(?P<stamme>[\w-]+?)møde(?:t)?", re.IGNORECASE)
"""What the word for a meeting is made of."""
SORT_OF_MEETING = re.compile(
    r"(?:ekstra)?ordinær[te]?|[\w-]+(?:nde|sk[e]?|åbent|lukket|fælles)|årligt|\d+\.|første|andet",
    re.IGNORECASE,
)
"""A word before the meeting that says which, and is no part of a name."""
NO_STEM = re.compile(r"forsamling|projekt", re.IGNORECASE)
"""What meetings are called after and is no body."""
OTHER_MEETING = re.compile(
    r"(?:referat(?:et)? (?:fra|af) )?(?:det )?"
    r"(?:sidste|seneste|forrige|næste|kommende|tidligere|foregående)\b",
    re.IGNORECASE,
)
"""A line that speaks of another meeting."""
ANNOUNCED = re.compile(
    r"[A-ZÆØÅ][^.:]{0,60}?\b(?:afholde[rs]|holde[rs]|indkalde[rs])(?: hermed| herved)?(?: til)? "
    r"(?P<hvad>\S.*)",
)
"""``Der afholdes møde i Prøvegruppen``: a sentence that is the title."""
OTHER_DATE = re.compile(
    r"\b(?:sidste|seneste|forrige|næste|kommende|tidligere|foregående|udskr\w*|print\w*|udsend\w*"
    r"|frist\w*|senest|inden|før|revider\w*|opdater\w*|godkend\w*|ajourført|version|underskr\w*"
    r"|tilmeld\w*|referat(?:et)? (?:fra|af)|dateret|modtaget)\b[^.]{0,60}\Z",
    re.IGNORECASE,
)
"""What stands before a date that is not the meeting's."""
AUTHORITY = re.compile(r"\w[\w-]* (?:kommune|region|provsti|stift)\Z|Region \w+\Z", re.IGNORECASE)
"""An authority, which a body belongs to."""

BODY = re.compile(
    r"råd\b|rådet\b|udvalg|nævn|bestyrelse|kreds|forum|gruppe|forening|klub|klynge|forsamling"
    r"|komité|kommission|ledelse|\b[AEG]/[BF]\b|\bMED\b|laug|samvirke|projekt|\bfond",
    re.IGNORECASE,
)
"""The name of a body that meets, and not of the authority that it belongs to."""
NOBODY = re.compile(
    r"(?:(?:der (?:er|var) )?(?:ingen|intet|nej|0)(?: (?:afbud|fraværende|gæster|meldte afbud))?"
    r"|[-–—./]+)\.?\Z",
    re.IGNORECASE,
)
"""What stands where nobody is named."""
ALL_OF_THEM = re.compile(
    r"(?:alle|samtlige|hele|flertal\w*|ingen|intet|undertegnede|resten|øvrige|begge|flere|enkelte|vakant|ubesat"
    r"|deltagere|medlemmer\w*|medarbejdere\w*|beboere\w*|forældre\w*|parceller|husstande"
    r"|formand\w*|næstformand\w*|kasserer\w*|dirigent\w*|referent\w*)\b",
    re.IGNORECASE,
)
"""A word with a capital that names nobody: those of a body, or an office alone."""
PEOPLE_COLUMNS = {
    "navn": r"navne?|deltagere?|mødedeltagere?|medlem(?:mer)?|person(?:er)?|tilstedeværende",
    "organisation": r"organisation|firma|virksomhed|repræsenterer|repræsentant for|kommune|fra",
    "titel": r"titel|stilling|stillingsbetegnelse|funktion|rolle|hverv",
    "initialer": r"init|initialer",
    "til_stede": r"til ?stede|deltog|deltager|deltagelse|mødt|fremmødt|fremmøde|tilstedeværelse",
    "afbud": r"afbud|fraværende|fravær|ikke til ?stede|forfald",
    "udeblevet": r"fraværende|fravær|udeblevet|uden afbud|fraværende uden afbud",
}
"""The heads of the columns of a table of people, folded."""
TOOK_PART = re.compile(r"(?:møde)?deltagere?\b|til ?stede", re.IGNORECASE)
"""The head of a column whose people took part."""
COUNTER = re.compile(r"(?:[a-zæøå]|\d{1,2}(?:\.\d{1,2})?)\s?[).]\s+(?=[A-ZÆØÅ])")
"""What counts a label below an item: ``c ) Tilstedeværende``."""
GROUP = re.compile(r"[A-ZÆØÅ][\w/-]{3,}(?:ter|ere|gte|rne|lse|ver|ale|nde)")
"""A word over the names of a group, in a list of people: ``Forældrerepræsentanter``."""
BOX = re.compile(r"(?P<on>\[[xX✓✔]\]|[☒☑✅✓✔])\s*|(?P<off>\[\s?\]|[☐□])\s*")
"""A box before somebody's name, and whether it is ticked."""
INSTEAD = re.compile(r"(?P<ny>\S.*?)\s+(?:i stedet for|for)\s+(?P<fast>[A-ZÆØÅ].*)\Z")
"""``Hother Vang (O) for Frode Dal (O)``: the substitute, and for whom."""
PARTICIPANTS = re.compile(r"\W*(?:møde)?deltagere?\b|\W*deltakere\b", re.IGNORECASE)
"""The label of those who take part, which an agenda has as well."""
BESIDES = re.compile(
    r"(?P<til>til ?stede(?: var)?:?\s.+?)\.\s+"
    r"(?P<ogsaa>(?:endvidere|desuden|herudover) deltog\s.+)\Z",
    re.IGNORECASE,
)
"""``Til stede var: … Endvidere deltog …`` in one paragraph."""
OF_ITEM = re.compile(
    rf"(?:(?:ad )?(?:punkt|pkt\.?)\s?|{expression(DANISH.at_item, number='')})(?P<nr>\d+)\Z",
    re.IGNORECASE,
)
"""The item that a guest came for."""
PLACE = re.compile(
    r"lokale|sal(?:en)?\b|rådhus|huset\b|hus\b|bygning|værelse|teams|zoom|skype|kantine|skole|kontor"
    r"|gården\b|vej \d|gade \d|\ballé|center|bibliotek|hos\b|online|stue",
    re.IGNORECASE,
)
"""What a line that tells the place speaks of."""
PLACED = re.compile(r"(?i:i|på|ved|hos)\s+(?:\S*[A-ZÆØÅ\d]|\S+(?: \S+){0,2}\Z)")
"""A place behind the date."""
NO_PLACE = re.compile(
    r"(?:i|på|ved) (?:henhold|forbindelse|forlængelse|følge|aften|dag|grund)\b", re.IGNORECASE
)
"""What begins as a place does."""
ROOM = re.compile(r"(?:møde)?lokale\s+\S", re.IGNORECASE)

STATUS = {DANISH.referat_status.get(status, "").lower(): status for status in ReferatStatus}
"""What the document says of itself -> ``referat_status``."""
_NUMBER = r"\d{1,3}"
EDITION = re.compile(
    "|".join(
        (
            expression(DANISH.issued_on, date=r"[^·]+?"),
            expression(DANISH.version_issued, version=_NUMBER, date=r"[^·]+?"),
            expression(DANISH.version_unissued, version=_NUMBER),
        )
    )
)
"""Which version a document is, in the line with its status."""
DRAFT_OF_VERSION = re.compile(expression(DANISH.version_draft, version=_NUMBER))
"""The same of one that is a draft."""
APPROVAL = re.compile(
    rf"{literal(DANISH.label_approval)}:?\s+"
    rf"(?P<said>{DANISH.approved_on.split()[0]}\s.+|"
    + expression(DANISH.remarks_until, date=r"(?P<frist>[^;]+)")
    + r")"
)
"""When and how a referat was approved, with its label."""
SAME_WORDING = re.compile(
    rf"{literal(DANISH.label_since)}:?\s+"
    + expression(DANISH.same_wording, version=_NUMBER, date=r"[^;]+")
)
"""That a version reads as the one before, with its label."""
FORMS = {
    older: form.value
    for form in Form
    if form in DANISH.forms
    for older in (DANISH.forms[form].lower(), *form.older)
}
EXTRAORDINARY = DANISH.extraordinary.lower()
