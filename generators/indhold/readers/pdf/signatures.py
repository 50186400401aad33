"""Signatures and their proofs: words in certificates and answers about them (§ 12.8).

They are written in DER (ITU-T X.690). No kind of them is known here: all strings are taken.
"""

from __future__ import annotations

import pikepdf
from pikepdf import String

from indhold.findings import At
from indhold.readers.pdf.actions import objects_of
from indhold.readers.pdf.der import strings_of
from indhold.readers.pdf.objects import Objects, dictionaries
from indhold.readers.pdf.strings import readings
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import entry, text


def read_signatures(pdf: pikepdf.Pdf, objects: Objects, told: Told) -> None:
    """Tell all words of signatures. Raises ``Exceeded``."""
    for one in objects_of(pdf, objects.signatures):
        for signature in dictionaries(one):
            if entry(signature, "/ByteRange") is None and entry(signature, "/Filter") is None:
                continue
            for key in ("/Name", "/Reason", "/Location", "/ContactInfo"):
                told.text(text(signature, key, told.collector), at=At.SIGNATURE)
            for key in ("/Contents", "/Cert"):
                held = entry(signature, key)
                for proof in list(held) if isinstance(held, pikepdf.Array) else [held]:
                    if isinstance(proof, String):
                        tell_proof(bytes(proof), told)


def tell_proof(held: bytes, told: Told) -> None:
    """Tell the words of a proof. Raises ``Exceeded``."""
    words = strings_of(held)
    for text_ in ["\n\n".join(words)] if words else readings(held):
        told.text(text_, at=At.SIGNATURE)
