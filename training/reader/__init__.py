"""The reading model: one small encoder, many heads. See ``training/REPORT.md`` for what was tried."""
