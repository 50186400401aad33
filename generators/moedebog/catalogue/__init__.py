"""The vocabulary: each word of a fixed set stands here once, with what it means to the program.

Schema, manual, importer and rules are made from it (``tools/build_words.py``) or read it.
"""

from moedebog.catalogue.items import Sagstype
from moedebog.catalogue.meetings import (
    DagsordenStatus,
    Deltagelse,
    Form,
    Optegnet,
    ReferatStatus,
    Rolle,
)
from moedebog.catalogue.outcomes import Udfald
from moedebog.catalogue.policy import (
    Andel,
    Bilagsnumre,
    Datoformat,
    FremmoedeListe,
    FremmoedePlacering,
    Gruppenumre,
    Klokkeslaet,
    Opstilling,
    SvarPlacering,
    TidPlacering,
    UdsendesMed,
)
from moedebog.catalogue.sections import Slags
from moedebog.catalogue.word import Choice

__all__ = [
    "Andel",
    "Bilagsnumre",
    "Choice",
    "DagsordenStatus",
    "Datoformat",
    "Deltagelse",
    "Form",
    "FremmoedeListe",
    "FremmoedePlacering",
    "Gruppenumre",
    "Klokkeslaet",
    "Opstilling",
    "Optegnet",
    "ReferatStatus",
    "Rolle",
    "Sagstype",
    "Slags",
    "SvarPlacering",
    "TidPlacering",
    "Udfald",
    "UdsendesMed",
]
