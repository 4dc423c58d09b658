"""Word lists: data files with their source, and the function that reads them."""

from diegesis.lexicons.load import lines, words

__all__ = ["lines", "words"]
