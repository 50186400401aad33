"""What the schemas say about the form of a text (``patternErrorMessage``), in both languages."""

from __future__ import annotations

from moedebog.diagnostics import Phrase

FORMS = (
    Phrase(
        "En kontrolsum er 64 tegn, 0-9 og a-f. `moedebog gennemset` skriver den.",
        "A checksum is 64 signs, 0-9 and a-f. `moedebog gennemset` writes it.",
    ),
    Phrase(
        "Brug kun bogstaverne a-z, tal, punktum, bindestreg og understreg.",
        "Use only the letters a-z, digits, full stop, hyphen and underscore.",
    ),
    Phrase(
        "Brug kun små bogstaver a-z, tal, bindestreg og understreg.",
        "Use only the small letters a-z, digits, hyphen and underscore.",
    ),
    Phrase(
        "Brug 1-40 bogstaver, tal og tegn uden æ, ø og å.",
        "Use 1-40 letters, digits and signs of ASCII.",
    ),
    Phrase(
        "Brug 1-120 bogstaver, tal og tegn uden æ, ø og å.",
        "Use 1-120 letters, digits and signs of ASCII.",
    ),
    Phrase(
        "Skriv feltets navn uden kolon, f.eks. X-Sikker-Mail.",
        "Write the name of the header without a colon, e.g. X-Sikker-Mail.",
    ),
    Phrase(
        "Skriv et domæne, f.eks. kommune.example.org eller *.kommune.example.org.",
        "Write a domain, e.g. kommune.example.org or *.kommune.example.org.",
    ),
    Phrase(
        "Skriv datoen som år-måned-dag, f.eks. 2025-09-12.",
        "Write the date as year-month-day, e.g. 2025-09-12.",
    ),
    Phrase(
        "Skriv mødets dato, f.eks. 2025-09-12, eller navnet på dets mødefil, f.eks. "
        "byraad/2025-09-12.",
        "Write the date of the meeting, e.g. 2025-09-12, or the name of its file, e.g. "
        "byraad/2025-09-12.",
    ),
    Phrase(
        "Brug kun bogstaver, tal, bindestreg og mellemrum, højst 40 tegn.",
        "Use only letters, digits, hyphens and spaces, at most 40 characters.",
    ),
    Phrase(
        "Skriv en e-mailadresse, f.eks. post@example.org.",
        "Write an e-mail address, e.g. post@example.org.",
    ),
    Phrase(
        "Skriv en webadresse, f.eks. https://moede.example.org/123.",
        "Write a web address, e.g. https://moede.example.org/123.",
    ),
    Phrase(
        "Skriv klokkeslættet som timer og minutter, f.eks. 10:30.",
        "Write the time as hours and minutes, e.g. 10:30.",
    ),
    Phrase(
        "Skriv dato og klokkeslæt, f.eks. 2026-01-20 kl. 12.00.",
        "Write date and clock time, e.g. 2026-01-20 kl. 12.00.",
    ),
    Phrase(
        "Skriv tidsrummet som f.eks. 10:45-11:30, eller kun starten: 10:45.",
        "Write the slot as e.g. 10:45-11:30, or the start alone: 10:45.",
    ),
    Phrase(
        "Skriv et antal, eller navnene hver for sig, f.eks. [A, V].",
        "Write a number, or the names one by one, e.g. [A, V].",
    ),
    Phrase(
        "Teksten er tom; skriv noget, eller slet linjen.",
        "The text is empty; write something, or delete the line.",
    ),
    Phrase(
        "Udfaldet er tomt; skriv noget, eller slet linjen.",
        "The udfald is empty; write something, or delete the line.",
    ),
    Phrase(
        "Værdien er tom; skriv ja, nej eller grunden.",
        "The value is empty; write ja, nej or the ground.",
    ),
    Phrase(
        "Værdien er tom; skriv noget, eller slet linjen.",
        "The value is empty; write something, or delete the line.",
    ),
)
_BY_DANISH = {form.danish: form for form in FORMS}


def form(danish: str) -> Phrase:
    """The phrase that a schema has the Danish of."""
    return _BY_DANISH[danish]
