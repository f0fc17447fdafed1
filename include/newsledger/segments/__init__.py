"""Documents cut into segments and articles. Start reading at `cut_document`.

`units.py` splits lines, `shapes.py` names each by itself, `stories.py` finds what belongs together,
`inline.py` cuts what interrupts a paragraph, `outlets.py` and `dating.py` say who printed it and when.
"""

from newsledger.segments.cutting import Cut, cut_document

__all__ = ["Cut", "cut_document"]
