"""Exports: one file per format, all made from the same rows."""

from diegesis.export.register import FORMATS, Format, find_format, render, render_files
from diegesis.export.write import write_whole

__all__ = ["FORMATS", "Format", "find_format", "render", "render_files", "write_whole"]
