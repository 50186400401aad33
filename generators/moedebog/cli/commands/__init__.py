"""What each command does."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from moedebog.cli.commands import (
    begin,
    cleaning,
    differing,
    disposing,
    documents,
    extracts,
    facts,
    files,
    helping,
    issuing,
    looking,
    looks,
    mail,
    material,
    publishing,
    recalling,
    rules,
    signing,
    standing,
    upgrading,
)
from moedebog.cli.telling import Teller

RUN: dict[str, Callable[[Namespace, Teller], int]] = {
    "dagsorden": documents.one,
    "tillaeg": documents.tillaeg,
    "referat": documents.one,
    "udskrift": extracts.udskrift,
    "material": material.material,
    "rens": cleaning.rens,
    "all": documents.every,
    "validate": documents.validate,
    "kig": looking.kig,
    "gennemset": looking.gennemset,
    "forklar": rules.forklar,
    "init": begin.init,
    "forum": begin.forum,
    "new": begin.new,
    "import": files.import_,
    "watch": documents.watch,
    "fakta": facts.fakta,
    "udgave": issuing.udgave,
    "publish": publishing.publish,
    "underskrevet": signing.underskrevet,
    "diff": differing.diff,
    "status": standing.status,
    "mail": mail.mail,
    "mail-status": mail.status,
    "paamindelse": mail.paamindelse,
    "calendar": facts.calendar,
    "kasser": disposing.kasser,
    "traek-tilbage": recalling.traek_tilbage,
    "opgrader": upgrading.opgrader,
    "skabelon": looks.skabelon,
    "clean": documents.clean,
    "help": helping.help_,
}
"""By the name in the table; each returns the exit status."""
