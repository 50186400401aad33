"""Under which heading a rule stands in the rule book, and where the rules under it come from."""

from __future__ import annotations

from msgspec import Struct

from moedebog.authorities import ACCESS, LAW
from moedebog.diagnostics import NOTHING, Phrase, Rule


class Group(Struct, frozen=True):
    """The rules whose codes have one beginning."""

    begins: tuple[str, ...]
    """How their codes begin. Of several groups the longest beginning holds."""
    heading: Phrase
    source: Phrase
    """Where a rule comes from that does not say so itself."""


_PRACTICE = Phrase("God skik i sekretariater", "Good practice in secretariats")
_TEMPLATES = Phrase.same("docs/skabeloner.md")

GROUPS = (
    Group(
        ("M0",),
        Phrase("Filen og dens form", "The file and its form"),
        Phrase(
            "YAML 1.2.2 og JSON-skemaerne i schemas/", "YAML 1.2.2 and the JSON schemas in schemas/"
        ),
    ),
    Group(
        ("M07",),
        Phrase("Teksten (Markdown)", "The text (Markdown)"),
        Phrase(
            "CommonMark 0.31, GitHubs tabeller og Words grænser",
            "CommonMark 0.31, GitHub's tables and Word's bounds",
        ),
    ),
    Group(
        ("M08",),
        Phrase("Teksten (Markdown)", "The text (Markdown)"),
        Phrase.same("CommonMark 0.31"),
    ),
    Group(
        ("M1",),
        Phrase("Betydningen", "The meaning"),
        Phrase("moedebogs model af et møde", "moedebog's model of a meeting"),
    ),
    Group(
        ("M2",),
        Phrase("Numre, tider, bilag og deltagere", "Numbers, times, attachments and who was there"),
        Phrase("Dokumenterne skal stemme med sig selv", "The documents must agree with themselves"),
    ),
    Group(
        ("M30", "M31"),
        Phrase("Indstillinger", "Settings"),
        Phrase(
            "Indstillingernes beskrivelse i filen selv",
            "What is said of the settings in the file itself",
        ),
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
    Group(("M41",), Phrase("Kontrollen selv", "The check itself"), Phrase.same("docs/kontrol.md")),
    Group(
        ("M402", "M403", "M404", "M405"),
        Phrase("Mappen med dokumenter", "The folder of documents"),
        Phrase.same("README.md"),
    ),
    Group(
        ("M406", "M407", "M408", "M409"),
        Phrase("Skabelonsæt, fortsat", "Template sets, continued"),
        _TEMPLATES,
    ),
    Group(("M4",), Phrase("Skabelonsæt", "Template sets"), _TEMPLATES),
    Group(
        ("M45", "M46"),
        Phrase("Udsendelse", "Mailing"),
        Phrase.same("docs/udsendelse.md"),
    ),
    Group(
        ("M47",),
        Phrase("Referatet efter mødet", "The referat after the meeting"),
        Phrase.same("docs/udsendelse.md"),
    ),
    Group(
        ("M56",),
        Phrase("Godkendelse og rettelser", "Approval and corrections"),
        LAW + Phrase(" § 13", " § 13"),
    ),
    Group(("M50",), Phrase("Datoer og frister", "Dates and deadlines"), _PRACTICE),
    Group(("M51",), Phrase("Beslutninger", "Decisions"), _PRACTICE),
    Group(
        ("M52",),
        Phrase("Afstemning og beslutningsdygtighed", "Votes and quorum"),
        LAW + Phrase(" § 11", " § 11"),
    ),
    Group(("M53",), Phrase("Bilag", "Attachments"), _PRACTICE),
    Group(("M57",), Phrase("Hvem der var der", "Who was there"), _PRACTICE),
    Group(
        ("M58",),
        Phrase("Habilitet, stedfortrædere og navne", "Disqualification, substitutes and names"),
        _PRACTICE,
    ),
    Group(
        ("M59",),
        Phrase("Hvem der sagde og gjorde hvad", "Who said and did what"),
        _PRACTICE,
    ),
    Group(
        ("M60",),
        Phrase("Hvad der står i bilagene", "What stands in the attachments"),
        Phrase.same("docs/bilag.md"),
    ),
    Group(
        ("M65",),
        Phrase("En sikker vej for det lukkede", "A safe way for what is closed"),
        Phrase.same("docs/udsendelse.md"),
    ),
    Group(
        ("M63",),
        Phrase("Ord, der er udeladt", "Words that are left out"),
        Phrase(
            "Tavshedspligten: forvaltningsloven § 27",
            "Confidentiality: the Public Administration Act (forvaltningsloven) § 27",
        ),
    ),
    Group(
        ("M61",),
        Phrase("Offentliggørelse", "Publication"),
        Phrase.same("docs/offentliggoerelse.md"),
    ),
    Group(
        ("M64",),
        Phrase("Udeladt af bilag", "Left out of attachments"),
        Phrase.same("docs/bilag.md"),
    ),
    Group(
        ("M62",),
        Phrase("At trække tilbage", "Taking back"),
        Phrase.same("docs/tilbagetraekning.md"),
    ),
    Group(
        ("M66", "M67"),
        Phrase("Én fil til mødet", "One file for the meeting"),
        Phrase.same("docs/materiale.md"),
    ),
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


def source(rule: Rule) -> Phrase:
    """Where a rule comes from."""
    return rule.source if rule.source != NOTHING else group(rule.code).source
