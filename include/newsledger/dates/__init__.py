"""Dates in news text: what is printed, and which days it allows.

Start reading at `find_date_mentions`. `printed.py` finds the words, `resolving.py` gives them days,
`stamps.py` reads publication stamps with their clock and time zone.
"""

from newsledger.dates.intervals import DateInterval, DateMention
from newsledger.dates.resolving import find_date_mentions
from newsledger.dates.stamps import Stamp, find_stamps, parse_machine_date

__all__ = ["DateInterval", "DateMention", "Stamp", "find_date_mentions", "find_stamps", "parse_machine_date"]
