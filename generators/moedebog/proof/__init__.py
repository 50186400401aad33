"""Proves on finished files that nothing closed stands in them; ``bevis`` takes them apart."""

from moedebog.proof.matter import Matter, between, matter_of
from moedebog.proof.proving import Leak, Proving, Served

__all__ = ["Leak", "Matter", "Proving", "Served", "between", "matter_of"]
