"""What a secretary does with template sets: begins one, examines it, looks at its pages."""

from __future__ import annotations

from moedebog.template_sets.beginning import begin
from moedebog.template_sets.examined import ExaminedSet, examine
from moedebog.template_sets.shown import forget, show

__all__ = ["ExaminedSet", "begin", "examine", "forget", "show"]
