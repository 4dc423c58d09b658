"""What all tests share: the corpora, deterministic property tests, the flag that remakes golden files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# The same examples on every machine and in every run; and no deadline, since a shared processor may stall.
settings.register_profile(
    "same", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
# For a hunt: HYPOTHESIS_PROFILE=hunt pytest tests/contract
settings.register_profile("hunt", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="remake the files of tests/golden/stories")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the published corpora: ``$DIEGESIS_DATA``, or ``../shared/data`` beside the checkout."""
    given = os.environ.get("DIEGESIS_DATA")
    folder = Path(given) if given else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the corpora are not here: set DIEGESIS_DATA ({folder} does not exist)")
    return folder
