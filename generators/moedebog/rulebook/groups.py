"""Under which heading a rule stands in the rule book, and where the rules under it come from."""

from __future__ import annotations

from msgspec import Struct

from moedebog.diagnostics import Phrase
from moedebog.examples import ACCESS, LAW


class Group(Struct, frozen=True):
    """The rules whose codes have one beginning."""

    begins: tuple[str, ...]
    """How their codes begin. Of several groups the longest beginning holds."""
    heading: Phrase
    source: str
    """Where a rule comes from that does not say so itself, in Danish."""


_PRACTICE = "God skik i sekretariater"
_TEMPLATES = "docs/skabeloner.md"

GROUPS = (
    Group(
        ("M0",),
        Phrase("Filen og dens form", "The file and its form"),
        "YAML 1.2.2 og JSON-skemaerne i schemas/",
    ),
    Group(
        ("M07",),
        Phrase("Teksten (Markdown)", "The text (Markdown)"),
        "CommonMark 0.31, GitHubs tabeller og Words grænser",
    ),
    Group(("M08",), Phrase("Teksten (Markdown)", "The text (Markdown)"), "CommonMark 0.31"),
    Group(("M1",), Phrase("Betydningen", "The meaning"), "moedebogs model af et møde"),
    Group(
        ("M2",),
        Phrase("Numre, tider, bilag og deltagere", "Numbers, times, attachments and who was there"),
        "Dokumenterne skal stemme med sig selv",
    ),
    Group(
        ("M30", "M31"),
        Phrase("Indstillinger", "Settings"),
        "Indstillingernes beskrivelse i filen selv",
    ),
    Group(
        ("M33", "M34", "M35"),
        Phrase("Word-skabeloner", "Word templates"),
        _TEMPLATES,
    ),
    Group(("M36",), Phrase("PDF", "PDF"), ACCESS),
    Group(
        ("M38", "M39"),
        Phrase("Word-skabelonens indhold", "What a Word template may hold"),
        _TEMPLATES,
    ),
    Group(("M41",), Phrase("Kontrollen selv", "The check itself"), "docs/kontrol.md"),
    Group(
        ("M402", "M403", "M404", "M405"),
        Phrase("Mappen med dokumenter", "The folder of documents"),
        "README.md",
    ),
    Group(("M4",), Phrase("Skabelonsæt", "Template sets"), _TEMPLATES),
    Group(
        ("M45", "M46"),
        Phrase("Udsendelse", "Mailing"),
        "docs/udsendelse.md",
    ),
    Group(("M50",), Phrase("Datoer og frister", "Dates and deadlines"), _PRACTICE),
    Group(("M51",), Phrase("Beslutninger", "Decisions"), _PRACTICE),
    Group(
        ("M52",),
        Phrase("Afstemning og beslutningsdygtighed", "Votes and quorum"),
        f"{LAW} § 11",
    ),
    Group(("M53",), Phrase("Bilag", "Attachments"), _PRACTICE),
    Group(("M54",), Phrase("Sprog og henvisninger", "Wording and references"), _PRACTICE),
    Group(("M55",), Phrase("Bilag, fortsat", "Attachments, continued"), _PRACTICE),
    Group(
        ("M555", "M556"),
        Phrase("Personnumre, fortsat", "Personal numbers, continued"),
        _PRACTICE,
    ),
)


def group(code: str) -> Group:
    """The group of a rule."""
    begins = {begin: one for one in GROUPS for begin in one.begins if code.startswith(begin)}
    return begins[max(begins, key=len)]
