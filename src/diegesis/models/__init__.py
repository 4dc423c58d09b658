"""Data only: one folder per model; no code."""
