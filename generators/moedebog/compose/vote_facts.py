"""Votes and elections as values for programs."""

from __future__ import annotations

from moedebog.compose.voting import Hall
from moedebog.fakta import (
    Afstemningsfakta,
    Kandidatfakta,
    Stemmefakta,
    Valgfakta,
    Valglistefakta,
    Valgrundefakta,
)
from moedebog.meeting import Afstemning, Stemmer, Valg


def vote_facts(vote: Afstemning, where: Hall, marks: dict[str, bool]) -> Afstemningsfakta:
    """The facts of one vote; ``marks`` are those of the section that it stands in."""
    found = where.verdict(vote)
    return Afstemningsfakta(
        forslag=vote.forslag,
        for_=_side(vote.for_, where),
        imod=_side(vote.imod, where),
        undlod=_side(vote.undlod, where),
        blanke=_side(vote.blanke, where),
        ugyldige=_side(vote.ugyldige, where),
        resultat=found.result,
        afgjort_af=vote.afgjort_af if vote.valg else found.decider,
        flertal=None if vote.valg else vote.flertal or where.plan.meeting.forum.politik.flertal,
        hemmelig=vote.hemmelig,
        valg=_election(vote.valg, where) if vote.valg else None,
        **marks,
    )


def _side(side: Stemmer | None, where: Hall) -> Stemmefakta | None:
    return None if side is None else _votes(side, where)


def _votes(side: Stemmer, where: Hall) -> Stemmefakta:
    return Stemmefakta(antal=_number(side, where.people), navne=side.navne)


def _number(side: Stemmer, people: frozenset[str]) -> int | None:
    """How many voted so: as stated, else the number of names, if all of them are persons'."""
    if side.antal is not None or not all(name in people for name in side.navne):
        return side.antal
    return len(side.navne)


def _election(valg: Valg, where: Hall) -> Valgfakta:
    return Valgfakta(
        til=valg.til,
        runder=tuple(
            Valgrundefakta(
                grundlag=runde.grundlag,
                kandidater=tuple(
                    Kandidatfakta(navn=one.navn, stemmer=_votes(one.stemmer, where))
                    for one in runde.kandidater
                ),
                blanke=_side(runde.blanke, where),
                ugyldige=_side(runde.ugyldige, where),
            )
            for runde in valg.runder
        ),
        lister=tuple(
            Valglistefakta(
                navn=one.navn,
                stemmer=_side(one.stemmer, where),
                pladser=one.pladser,
                valgte=one.valgte,
            )
            for one in valg.lister
        ),
        valgt=valg.valgt,
    )
