"""Writing an export whole or not at all; the writer itself is shared with the ``.story`` file."""

from __future__ import annotations

from diegesis.story.write import replacing, reporting_failure, write_whole

__all__ = ["replacing", "reporting_failure", "write_whole"]
