"""The command: reads its arguments, has the work done, prints, and gives an exit status.

``table`` says what there is to be typed, ``arguments`` makes the parser of it, ``commands`` do the
work, ``telling`` puts what came of it into words, and ``streams`` alone writes. What is made is
told on standard output, what is wrong and how it went on standard error. Heavy modules are
imported where they are needed, so that ``moedebog --help`` answers at once.
"""

from __future__ import annotations

from moedebog.cli.run import main, tell_unwritten
from moedebog.cli.status import CONTENT, ENVIRONMENT, GOOD, INTERRUPTED, USAGE
from moedebog.cli.telling import tell_bug

__all__ = [
    "CONTENT",
    "ENVIRONMENT",
    "GOOD",
    "INTERRUPTED",
    "USAGE",
    "main",
    "tell_bug",
    "tell_unwritten",
]
