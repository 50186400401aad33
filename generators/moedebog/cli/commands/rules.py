"""The command that tells of rules."""

from __future__ import annotations

from argparse import Namespace

from moedebog.cli import streams
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase


def forklar(options: Namespace, teller: Teller) -> int:
    """``forklar``: what rules say, and why; make hands several over as one text."""
    from moedebog.rulebook.explain import explain

    codes = " ".join(options.kode).replace(",", " ").split()
    for line in explain(codes, teller.language, streams.width()):
        teller.out(Phrase.same(line))
    return GOOD
