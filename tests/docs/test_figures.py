"""What README shows is what the commands print and what the reports say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_readme_shows_what_the_commands_print_and_the_reports_say() -> None:
    done = subprocess.run(
        [sys.executable, "docs/figures.py", "--check"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_check_sees_a_figure_typed_by_hand(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "<!-- figures: table -->" in readme
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import figures
    finally:
        sys.path.pop(0)
    typed = readme.replace("| all |", "| everything |")
    assert typed != readme
    assert figures.made(typed) == figures.made(readme)
