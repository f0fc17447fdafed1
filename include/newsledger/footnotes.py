"""Footnote marks in running text: "over the coast.[1]"."""

import re

_MARK = re.compile(r"(?<=[^\s\[])(?:\[\d{1,3}\])+(?!\w)")


def blank_footnotes(text: str) -> str:
    """Return the text with the footnote marks blanked out, so that every offset stays."""
    return _MARK.sub(lambda match: " " * len(match.group()), text) if "[" in text else text
