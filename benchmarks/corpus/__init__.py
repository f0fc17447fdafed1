"""Invented news with planted copies, revisions, disputes and bad dates, and the truth about it."""
