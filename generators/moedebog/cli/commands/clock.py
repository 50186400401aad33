"""The real clock."""

from __future__ import annotations

import time
from datetime import datetime


class RealClock:
    """What tells the time and lets it pass."""

    def now(self) -> datetime:
        """This moment, with the machine's time zone."""
        return datetime.now().astimezone()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
