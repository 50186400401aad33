"""What was typed that a document prints otherwise than meant: marks in titles, "at at", quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog import sloppy
from moedebog.blocks import Paragraph, Run, text_of
from moedebog.catalogue import Slags
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example, in_text
from moedebog.meeting import Indstilling
from moedebog.rules.case import Case, Passage

MARKS_IN_TITLE = Rule(
    "M549",
    Severity.WARNING,
    Phrase(
        "»{tekst}« trykkes, som det står: {hvor} er ren tekst.",
        "»{tekst}« is printed as it stands: {hvor} is plain text.",
    ),
    Phrase(
        "Slet tegnene; skriv »…« om et navn, der skal stå for sig. Et link hører til i en tekst.",
        "Delete the signs; write »…« around a name that is to stand out. A link belongs in a text.",
    ),
    Example(
        wrong='- titel: "Rapporten *Sundhed tæt på*"', right="- titel: Rapporten »Sundhed tæt på«"
    ),
    about=(),
    reason=Phrase(
        "Titler står også i oversigten, bogmærkerne, mails og kalenderen, hvor der hverken er fed "
        "eller kursiv. Stjernerne bliver trykt.",
        "Titles stand in the overview, the bookmarks, mails and the calendar too, where nothing "
        "is bold or italic. The asterisks are printed.",
    ),
)
TWICE_AT = Rule(
    "M516",
    Severity.WARNING,
    Phrase(
        "Punktet begynder med »at«, men det gør sætningen før det også: »{foer} {tekst}«.",
        "The point begins with »at«, but so ends the sentence before it: »{foer} {tekst}«.",
    ),
    Phrase(
        "Slet »at« først i punktet, eller skriv en anden `indledning`.",
        "Delete »at« at the beginning of the point, or write another `indledning`.",
    ),
    Example(
        wrong="- titel: A\n  indstilling:\n    at:\n      - at planen godkendes",
        right="- titel: A\n  indstilling:\n    at:\n      - godkender planen",
    ),
    reason=Phrase(
        "Dokumentet skriver selv: Det indstilles, at udvalget … Står ordet også i punktet, "
        "kommer det to gange.",
        "The document itself writes: Det indstilles, at udvalget … With the word in the point it "
        "comes twice.",
    ),
    rests_on=("indstilling", "at", "indledning"),
)
OPENED_TWICE = Rule(
    "M517",
    Severity.WARNING,
    Phrase(
        "Punktet begynder som en hel indstilling, men det gør sætningen før det også: »{foer} "
        "{tekst}«.",
        "The point begins as a whole indstilling, but so does the sentence before it: »{foer} "
        "{tekst}«.",
    ),
    Phrase(
        "Skriv kun, hvad der skal ske, som i »- godkender sagen«, og hvem der indstiller, i `fra`.",
        "Write only what is to be done, as in »- godkender sagen«, and who recommends it in `fra`.",
    ),
    Example(
        wrong="- titel: A\n  indstilling:\n    at:\n      - Chefen indstiller, at planen godkendes",
        right="- titel: A\n  indstilling:\n    fra: Chefen\n    at:\n      - godkender planen",
    ),
    reason=Phrase(
        "Dokumentet skriver selv: Det indstilles, at udvalget … Så står der to gange, at noget "
        "indstilles.",
        "The document itself writes: Det indstilles, at udvalget … It then says twice that "
        "something is recommended.",
    ),
    rests_on=("indstilling", "at", "fra", "indledning"),
)
KEYBOARD_SIGNS = Rule(
    "M5490",
    Severity.HINT,
    Phrase(
        'Tastaturets tegn står {antal} i teksterne: " for anførselstegn, » - « for tankestreg '
        "eller ... for prikker.",
        'Signs of the keyboard stand {antal} in the texts: " for quotation marks, » - « for a '
        "dash, or ... for dots.",
    ),
    Phrase(
        "moedebog opgrader --typografi (make opgrader TYPOGRAFI=1) viser dem rettet, og hvordan "
        "det skrives.",
        "moedebog opgrader --typografi (make opgrader TYPOGRAFI=1) shows them mended, and how to "
        "have that written.",
    ),
    Example(
        wrong=in_text('Udvalget kalder det "en god start" - og takker.'),
        right=in_text("Udvalget kalder det ”en god start” – og takker."),
    ),
    reason=Phrase(
        "En trykt tekst læses lettere med de rigtige tegn, og en bindestreg med mellemrum om kan "
        "forveksles med et minus.",
        "Print is easier to read with the right signs, and a hyphen between blanks may be taken "
        "for a minus.",
    ),
    source=Phrase(
        "Retskrivningsordbogen (Dansk Sprognævn), § 49, 57 og 58",
        "The Danish rules of spelling (Retskrivningsordbogen), §§ 49, 57 and 58",
    ),
)

_MARKS = re.compile(
    r"(?<![\w*\\/])(\*{1,3})(?=[^\s*])[^*\n]+(?<=\S)\1(?![\w*])"
    r"|(?<![\w_\\/])(_{1,2})(?=[^\s_])[^_\n]+(?<=\S)\2(?![\w_])"
    r"|(?<!~)~~(?=\S)[^~\n]+(?<=\S)~~(?!~)"
    r"|(`+)[^`\n]+\3"
    r"|\[[^\]\n]{0,200}\]\{[^}\n]{0,200}\}|(?:\[[^\]\n]{0,200}\]\s+)?\{lang=[^}\n]{0,40}\}"
    r"|\w+~\w+~|\w+\^[-+]?\w+\^"
    r"|\[\^[^\]\s]{1,40}\]"
    r"|(?<!:)\\[*_`~#\[]|\A\\-|\A\d+\\\."
    r"|</?(?:b|i|u|em|strong|br|sub|sup)\s*/?>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});"
    r"|!?\[[^\]\n]{1,200}\](?:\([^()\n]{1,400}\)|\s?\(\s*(?:https?:|www\.|mailto:)[^()\n]{1,400}\))"
)
_A_TITLE = Phrase("en titel", "a title")
_THIS = Phrase("feltet", "the field")
_TITLES = ("titel", "gruppe", "overskrift", "lukket", Slags.BILAG.value)
_FILE = re.compile(r"\.\w{2,4}\Z")
_AT = re.compile(r"at\s+\w+", re.I)
_OPENS = re.compile(
    r"(?:(?:der|det)\s+(?:indstilles|anbefales|foreslås)"
    r"|(?:\S+-\s+og\s+)?(?:\w+(?:en|et|erne)|vi|jeg)\s+(?:indstiller|anbefaler|foreslår))\b"
    r"(?:\s+(?:til|over\s+for|overfor)\s+[^,.]{1,60}?)?,?\s+at\b",
    re.I,
)
"""``Forvaltningen indstiller, at …``, ``Det anbefales, at …``; an udvalg itself anbefaler, at …"""
_ENDS_WITH_AT = re.compile(r"\bat\b[^.!?]*:?\s*\Z")


def marks_in_titles(case: Case) -> Iterator[Diagnostic]:
    """No Markdown stands in a title or another plain text: it would be printed."""
    for text in case.texts:
        if text.inlines or _FILE.search(text.text):
            continue
        where = _A_TITLE if text.slags in _TITLES else _THIS
        for match in _MARKS.finditer(text.text):
            words = match[0]
            if (words[0] == "&" and not _is_entity(words)) or _in_address(text.text, match):
                continue
            yield MARKS_IN_TITLE.at(text.position, tekst=words, hvor=where).on(words)


def _in_address(text: str, match: re.Match[str]) -> bool:
    """Whether the signs are part of a web address."""
    before = text[: match.start()].rsplit(maxsplit=1)[-1:] if match.start() else []
    return bool(before) and not text[match.start() - 1].isspace() and "://" in before[0]


def _is_entity(words: str) -> bool:
    from html import unescape

    return unescape(words) != words


def twice_at(case: Case) -> Iterator[Diagnostic]:
    """A point of an indstilling does not repeat the »at« of the sentence before it."""
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            if afsnit.indstilling:
                yield from _twice_at(afsnit.indstilling)


def _twice_at(indstilling: Indstilling) -> Iterator[Diagnostic]:
    before = indstilling.indledning or ""
    if before and not _ENDS_WITH_AT.search(before):
        return
    said = before.rstrip() if before else "… indstilles, at …:"
    for point in indstilling.at:
        first = point.tekst[0] if point.tekst else None
        text = text_of(first.inlines) if isinstance(first, Paragraph) else ""
        if match := _AT.match(text):
            place = TWICE_AT.at(point.position, foer=said, tekst=f"{match[0]} …")
            yield place.on(match[0])
        elif match := _OPENS.match(text):
            place = OPENED_TWICE.at(point.position, foer=said, tekst=f"{match[0]} …")
            yield place.on(match[0])


def keyboard_signs(case: Case) -> Iterator[Diagnostic]:
    """Quotation marks, dashes and dots are those of print: one finding for all of a meeting."""
    found = 0
    first: tuple[Passage, str] | None = None
    for text in case.texts:
        for part in _prose(text):
            for match in sloppy.places(part):
                found += 1
                first = first or (text, _around(part, match))
    if first is not None:
        passage, words = first
        counted = Phrase("{antal:sted|steder}", "in {antal:place|places}").put(antal=found)
        yield KEYBOARD_SIGNS.at(passage.position, antal=counted).on(words)


def _prose(text: Passage) -> Iterator[str]:
    """What of a text is prose: no code, no address, no file's name."""
    if text.inlines:
        yield "".join(
            "\ufffc" if isinstance(run, Run) and (run.code or run.text == run.link) else run.text
            for run in text.inlines
            if isinstance(run, Run)
        )
    elif text.slags in _TITLES and not _FILE.search(text.text):
        yield text.text


def _around(text: str, match: re.Match[str]) -> str:
    """The sign with the words beside it."""
    before = text[: match.start()].rsplit(maxsplit=1)[-1:] if match["dash"] else []
    after = text[match.end() :].split(maxsplit=1)[:1]
    sign = f" {match[0].strip()} " if match["dash"] else match[0]
    return f"{''.join(before)}{sign}{''.join(after)}".replace("\ufffc", "")
