"""Sessions of onnxruntime: one thread each, nothing written to the terminal, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_FATAL = 4


class Graph:
    """One exported graph.

    Work is spread over threads by the caller, window by window, never inside a graph: dynamic quantisation scales
    over whatever is computed at once, so results would depend on how it is shared out.
    """

    def __init__(self, raw: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = _FATAL
        self._session = onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])

    def __call__(self, **inputs: NDArray[Any]) -> list[Floats]:
        """All outputs, in the graph's order."""
        given: Mapping[str, NDArray[Any]] = inputs
        found: list[Floats] = self._session.run(None, dict(given))
        return found
