"""Dates in news text: what is printed, and which days it allows.

Start reading at `find_date_mentions`. `printed.py` finds the words, `resolving.py` gives them days.
"""

from newsledger.dates.intervals import DateInterval, DateMention
from newsledger.dates.resolving import find_date_mentions

__all__ = ["DateInterval", "DateMention", "find_date_mentions"]
