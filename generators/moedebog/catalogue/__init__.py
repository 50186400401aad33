"""The vocabulary: each word of a fixed set stands here once, with what it means to the program.

Schema, manual, importer and rules are made from it (``tools/build_words.py``) or read it.
"""

from moedebog.catalogue.items import Sagstype
from moedebog.catalogue.legal import Retsgrundlag
from moedebog.catalogue.meetings import (
    Begivenhedsart,
    DagsordenStatus,
    Deltagelse,
    Form,
    Habilitet,
    Indsigelsessvar,
    Optegnet,
    ReferatStatus,
    Rolle,
)
from moedebog.catalogue.outcomes import Udfald
from moedebog.catalogue.policy import (
    Afgoerelse,
    Andel,
    Bilagsform,
    Bilagsnumre,
    Datoformat,
    Flertal,
    FremmoedeListe,
    FremmoedePlacering,
    Godkendelse,
    Gruppenumre,
    IndstillingOrdlyd,
    Klokkeslaet,
    Krav,
    Numre,
    NyePunkter,
    Opstilling,
    SvarPlacering,
    TidPlacering,
    Tilbagehold,
    UdsendesMed,
    Valggrundlag,
)
from moedebog.catalogue.sections import Slags
from moedebog.catalogue.word import Choice

__all__ = [
    "Afgoerelse",
    "Andel",
    "Begivenhedsart",
    "Bilagsform",
    "Bilagsnumre",
    "Choice",
    "DagsordenStatus",
    "Datoformat",
    "Deltagelse",
    "Flertal",
    "Form",
    "FremmoedeListe",
    "FremmoedePlacering",
    "Godkendelse",
    "Gruppenumre",
    "Habilitet",
    "Indsigelsessvar",
    "IndstillingOrdlyd",
    "Klokkeslaet",
    "Krav",
    "Numre",
    "NyePunkter",
    "Opstilling",
    "Optegnet",
    "ReferatStatus",
    "Retsgrundlag",
    "Rolle",
    "Sagstype",
    "Slags",
    "SvarPlacering",
    "TidPlacering",
    "Tilbagehold",
    "Udfald",
    "UdsendesMed",
    "Valggrundlag",
]
