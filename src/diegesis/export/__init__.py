"""Exports: one file per format, all made from the same story."""
