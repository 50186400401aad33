"""The laws and standards that several rules come from, in both languages.

A Danish law keeps its name, by which it is looked up; the English says what it is.
"""

from __future__ import annotations

from moedebog.diagnostics import Phrase

LAW = Phrase(
    "Lov om kommunernes styrelse", "The Local Government Act (lov om kommunernes styrelse)"
)
RULES_OF_PROCEDURE = Phrase(
    "Normalforretningsordenen for kommunalbestyrelser (vejledende)",
    "The model rules of procedure for municipal councils (normalforretningsordenen, for guidance)",
)
ACCESS = Phrase(
    "Lov om tilgængelighed af offentlige organers websteder; PDF/UA-1 (ISO 14289-1)",
    "The Web Accessibility Act (lov om tilgængelighed af offentlige organers websteder); "
    "PDF/UA-1 (ISO 14289-1)",
)
DATA_PROTECTION = Phrase(
    "Databeskyttelsesloven § 11", "The Data Protection Act (databeskyttelsesloven) § 11"
)
GDPR_SECURITY = Phrase(
    "Databeskyttelsesforordningen, artikel 32; forvaltningsloven § 27 (tavshedspligt)",
    "The General Data Protection Regulation, art. 32; the Public Administration Act "
    "(forvaltningsloven) § 27 (confidentiality)",
)

MINUTES = Phrase(
    "Kommunestyrelsesloven § 13; Indenrigsministeriets udtalelser fra 1983 og 2004: en elektronisk "
    "protokol holder, når ændringer kan ses, og en rettelse er en tilføjelse",
    "The Local Government Act § 13; statements of the Ministry of the Interior from 1983 and 2004: "
    "electronic minutes are sound if changes show and a correction is an addition",
)


def wcag(criterion: str, danish: str, english: str) -> Phrase:
    """A success criterion of the Web Content Accessibility Guidelines, with its name."""
    return Phrase(
        f"Lov om tilgængelighed af offentlige organers websteder; WCAG 2.2, {criterion} ({danish})",
        "The Web Accessibility Act (lov om tilgængelighed af offentlige organers websteder); "
        f"WCAG 2.2, {criterion} ({english})",
    )
