"""Lines with the numbers that stand in the papers of a public body, and that are no personal ones.

Each kind of line is written as such papers write it; which digits, a seed decides.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Line = Callable[[Random], str]
_PLACES = ("Vejen", "Kolding", "Esbjerg", "Varde", "Fanø", "Billund", "Aabenraa")
_THINGS = ("Drift", "Anlæg", "Løn", "Vej og park", "Skoler", "Ældre", "Tilskud", "Renovation")


def digits(random: Random, count: int) -> str:
    """So many digits."""
    return "".join(random.choice("0123456789") for _ in range(count))


def day(random: Random, form: str = "{d:02}.{m:02}.{y}") -> str:
    """A day of the last years."""
    return form.format(
        d=random.randint(1, 28), m=random.randint(1, 12), y=random.randint(2015, 2027)
    )


def dotted(number: int) -> str:
    """With a point between thousands."""
    return f"{number:,}".replace(",", ".")


def article(random: Random, start: str) -> str:
    """A GS1 number of 13 digits, with its check digit."""
    number = start + digits(random, 12 - len(start))
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(number))
    return number + str(-total % 10)


def book(random: Random) -> str:
    """An ISBN, in groups."""
    number = article(random, "97887")
    return f"{number[:3]}-{number[3:5]}-{number[5:8]}-{number[8:12]}-{number[12]}"


def account(random: Random) -> str:
    """An IBAN of Denmark, ISO 13616."""
    own = digits(random, 14)
    check = 98 - int(own + "131400") % 97
    whole = f"DK{check:02}{own}"
    if random.random() < 0.5:
        return whole
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def phone(random: Random) -> str:
    """Eight digits, as they are grouped."""
    number = random.choice("234567") + digits(random, 7)
    pairs = " ".join(number[at : at + 2] for at in range(0, 8, 2))
    return random.choice(
        (number, pairs, f"{number[:4]} {number[4:]}", f"+45 {pairs}", f"+45{number}")
    )


def subject(random: Random) -> str:
    """A number of the municipalities' plan of subjects, with a case's."""
    main = f"{random.randint(0, 89):02}.{random.randint(0, 99):02}.{random.randint(0, 99):02}"
    return f"{main}-{random.choice('AGKPSØ')}{random.randint(0, 99):02}-{random.randint(1, 999)}"


def link(random: Random) -> str:
    """An address with a number in it."""
    return random.choice(
        (
            f"https://example.org/sag/{digits(random, 10)}",
            f"https://example.org/vis?id={digits(random, 12)}&side=3",
            f"https://example.org/{day(random, '{y}/{m:02}/{d:02}')}/{digits(random, 8)}.pdf",
            f"https://example.org/dok/{key(random)}",
        )
    )


def key(random: Random) -> str:
    """A UUID."""
    held = "".join(random.choice("0123456789abcdef") for _ in range(32))
    return f"{held[:8]}-{held[8:12]}-4{held[13:16]}-a{held[17:20]}-{held[20:]}"


def _budget(random: Random) -> str:
    figures = [random.randrange(10 ** random.randint(3, 9)) for _ in range(4)]
    shown = (dotted(figure * random.choice((1, -1))) for figure in figures)
    return f"{random.choice(_THINGS)}  {'  '.join(shown)}"


def _plain_budget(random: Random) -> str:
    figures = (str(random.randrange(10 ** random.randint(3, 7))) for _ in range(5))
    return f"{random.choice(_THINGS)} {' '.join(figures)}"


LINES: tuple[Line, ...] = (
    lambda r: f"Sagsnr. {r.randint(10, 27)}/{digits(r, r.choice((4, 5, 6)))}",
    lambda r: f"Sagsnr.: {subject(r)}-{r.randint(15, 27)}",
    lambda r: f"Journalnr. {r.randint(2010, 2027)}-{digits(r, 6)}",
    lambda r: f"J.nr. {r.randint(2010, 2027)}-{digits(r, 4)}-{digits(r, 2)}",
    lambda r: f"Dok.nr. {digits(r, 6)}-{r.randint(15, 27)}, akt {r.randint(1, 99)}",
    lambda r: f"Dokument {digits(r, 7)}-{digits(r, 6)} af {day(r)}",
    lambda r: f"Sag {digits(r, 6)}-{digits(r, 4)} behandles på næste møde.",
    lambda r: f"Regionens sagsnr. 1-{r.randint(10, 99)}-{r.randint(10, 99)}-{digits(r, 3)}-25",
    lambda r: f"Telefon {phone(r)}",
    lambda r: f"Vagten kan nås på {phone(r)}, {phone(r)} og {phone(r)}.",
    lambda r: f"Tlf.: {phone(r)} | Mobil: {phone(r)}",
    lambda r: f"EAN-nr. {article(r, '5798')}",
    lambda r: f"Faktura sendes til {article(r, '57900')} senest {day(r)}.",
    lambda r: f"GLN {article(r, '57900027')}",
    lambda r: f"Reg. {digits(r, 4)} konto {digits(r, 10)}",
    lambda r: f"Kontonr. {digits(r, 4)}-{digits(r, 10)}",
    lambda r: f"Beløbet er indsat på bankkonto {digits(r, 4)} {digits(r, 7)}.",
    lambda r: f"IBAN {account(r)}",
    lambda r: f"+71<{digits(r, 15)}+{digits(r, 8)}<",
    lambda r: f"Mødet holdes {day(r)} kl. {r.randint(8, 20)}.{r.choice(('00', '15', '30'))}.",
    lambda r: f"Pr. {day(r)} var der {r.randint(1000, 9999)} børn i dagtilbud.",
    lambda r: (
        f"Fra {day(r, '{d:02}.{m:02}.{y}')} til {day(r, '{d:02}.{m:02}.{y}')}, {day(r, '{y}')}"
    ),
    lambda r: f"Oprettet {day(r, '{y}-{m:02}-{d:02}')} {r.randint(10, 23)}:{r.randint(10, 59)}:12",
    lambda r: (
        f"Udskrevet {day(r, '{d:02}{m:02}')}{r.randint(15, 27)} "
        f"{r.randint(10, 19)}{r.randint(10, 59)}"
    ),
    lambda r: (
        f"Hentet {day(r, '{y}{m:02}{d:02}')}{r.randint(10, 23)}"
        f"{r.randint(10, 59)}{r.randint(10, 59)}"
    ),
    lambda r: f"ISBN {book(r)}",
    lambda r: f"ISBN {article(r, '978')}, ISSN {digits(r, 4)}-{digits(r, 4)}",
    lambda r: f"CVR-nr. {digits(r, 8)}, P-nr. 10{digits(r, 8)}",
    lambda r: f"CVR {digits(r, 2)} {digits(r, 2)} {digits(r, 2)} {digits(r, 2)}",
    lambda r: (
        f"Fakturanr. {digits(r, r.choice((6, 8, 10)))} på {dotted(r.randrange(10**7))},00 kr."
    ),
    lambda r: f"Ordre {digits(r, 10)} og rekvisition {digits(r, 8)}",
    lambda r: f"Matr.nr. {r.randint(1, 999)}{r.choice('abcdz')}, {r.choice(_PLACES)} By",
    lambda r: (
        f"Ejendomsnr. {digits(r, 6)}, BFE-nummer {digits(r, 7)}, BBR {digits(r, 3)}-{digits(r, 6)}"
    ),
    lambda r: f"UTM 32: {digits(r, 6)}.{digits(r, 2)}, 6{digits(r, 6)}.{digits(r, 2)}",
    lambda r: f"Koordinater 55.{digits(r, 6)}, 8.{digits(r, 6)}",
    lambda r: f"I alt {dotted(r.randrange(10**9, 10**10))} kr.",
    lambda r: f"Samlet ramme: {r.randrange(10**9, 3 * 10**9)} kr.",
    _budget,
    _plain_budget,
    lambda r: f"Se {link(r)}",
    lambda r: f"Dokument-id: {key(r)}",
    lambda r: f"DOI 10.{digits(r, 4)}/{digits(r, 4)}.{digits(r, 6)}",
    lambda r: (
        f"Program version {r.randint(1, 25)}.{r.randint(0, 12)}.{digits(r, 5)}.{digits(r, 4)}"
    ),
    lambda r: (
        f"LBK nr. {r.randint(10, 1999)} af {day(r, '{d:02}/{m:02}/{y}')}, § {r.randint(1, 99)}"
    ),
    lambda r: f"{r.choice(_PLACES)} Kommune, {digits(r, 4)} {r.choice(_PLACES)}",
    lambda r: f"Lokalplan {r.randint(1, 25)}.{r.randint(10, 99)}.{digits(r, 2)}-{r.randint(1, 9)}",
    lambda r: f"Målernr. {digits(r, 8)}, aflæst {day(r)}: {digits(r, 5)} kWh",
    lambda r: (
        f"Vejnr. {digits(r, 7)}, station {digits(r, 3)}/{digits(r, 4)}"
        f"-{digits(r, 3)}/{digits(r, 4)}"
    ),
    lambda r: f"Kontrolsum {key(r).replace('-', '')}",
)
"""One of each is drawn now and then."""


def page(seed: int, lines: int = 20) -> list[str]:
    """The lines of a page."""
    random = Random(seed)  # noqa: S311 - the same pages each time
    return [kind(random) for kind in random.sample(LINES, lines)]
