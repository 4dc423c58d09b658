"""Running the layers: order of need, progress, entry points ``read`` and ``read_text``, and sessions of correction."""

from diegesis.pipeline.change import Change
from diegesis.pipeline.order import run_order
from diegesis.pipeline.run import annotate_document, read, read_source, read_text
from diegesis.pipeline.session import Session
from diegesis.pipeline.stages import Progress

__all__ = ["Change", "Progress", "Session", "annotate_document", "read", "read_source", "read_text", "run_order"]
