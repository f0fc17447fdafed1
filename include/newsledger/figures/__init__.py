"""Figures: the quantities that an article states, and where in the text."""

from newsledger.figures.extract import find_figures

__all__ = ["find_figures"]
