"""The layers: one folder each, all of the same shape."""
