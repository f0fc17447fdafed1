"""Article → who said what, and where in the text."""

from newsledger.claims.build import find_claims

__all__ = ["find_claims"]
