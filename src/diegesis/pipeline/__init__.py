"""Running the layers: order of need, progress, and the two entry points ``read`` and ``read_text``."""

from diegesis.pipeline.order import run_order
from diegesis.pipeline.run import Progress, annotate_document, read, read_source, read_text

__all__ = ["Progress", "annotate_document", "read", "read_source", "read_text", "run_order"]
