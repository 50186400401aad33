"""Under which heading a rule stands in the rule book, and where the rules under it come from."""

from __future__ import annotations

from moedebog.examples import ACCESS, LAW

PRACTICE = "God skik i sekretariater"
MADE = "README.md"

GROUPS: tuple[tuple[str, str, str], ...] = (
    ("M0", "Filen og dens form", "YAML 1.2.2 og JSON-skemaerne i schemas/"),
    ("M07", "Teksten (Markdown)", "CommonMark 0.31, GitHubs tabeller og Words grænser"),
    ("M08", "Teksten (Markdown)", "CommonMark 0.31"),
    ("M1", "Betydningen", "moedebogs model af et møde"),
    ("M2", "Numre, tider, bilag og deltagere", "Dokumenterne skal stemme med sig selv"),
    ("M30", "Indstillinger", "Indstillingernes beskrivelse i filen selv"),
    ("M31", "Indstillinger", "Indstillingernes beskrivelse i filen selv"),
    ("M33", "Word-skabeloner", "docs/skabeloner.md"),
    ("M34", "Word-skabeloner", "docs/skabeloner.md"),
    ("M35", "Word-skabeloner", "docs/skabeloner.md"),
    ("M36", "PDF", ACCESS),
    ("M38", "Word-skabelonens indhold", "docs/skabeloner.md"),
    ("M39", "Word-skabelonens indhold", "docs/skabeloner.md"),
    ("M41", "Kontrollen selv", "docs/kontrol.md"),
    ("M402", "Mappen med dokumenter", MADE),
    ("M403", "Mappen med dokumenter", MADE),
    ("M404", "Mappen med dokumenter", MADE),
    ("M405", "Mappen med dokumenter", MADE),
    ("M4", "Skabelonsæt", "docs/skabeloner.md"),
    ("M45", "Udsendelse", "docs/udsendelse.md"),
    ("M46", "Udsendelse", "docs/udsendelse.md"),
    ("M50", "Datoer og frister", PRACTICE),
    ("M51", "Beslutninger", PRACTICE),
    ("M52", "Afstemning og beslutningsdygtighed", f"{LAW} § 11, stk. 2 og 3"),
    ("M53", "Bilag", PRACTICE),
    ("M54", "Sprog og henvisninger", PRACTICE),
    ("M55", "Bilag, fortsat", PRACTICE),
    ("M555", "Personnumre, fortsat", PRACTICE),
    ("M556", "Personnumre, fortsat", PRACTICE),
)
"""The beginning of the codes, the heading, and the source where an example names none."""


def group(code: str) -> tuple[str, str]:
    """Heading and usual source of a rule."""
    best = max((g for g in GROUPS if code.startswith(g[0])), key=lambda g: len(g[0]))
    return best[1], best[2]
