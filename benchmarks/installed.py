"""Measures what an installation takes: ``python -m benchmarks.installed [--limit MB]``, or ``make size``.

Builds the wheel, installs it with all it needs into an empty environment (which asks the package index, as every user's
installation does), and adds up the files. Ends with code 1 over the limit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MB = 1_000_000
#: The most that an installation may take, in MB, and how many of its packages are listed.
LIMIT, LISTED = 400, 12


def installed_bytes(environment: Path) -> Counter[str]:
    """Bytes of every package of an environment, by the folder or file it lies in; compiled files count.

    Args:
        environment: folder of a virtual environment.
    """
    sizes: Counter[str] = Counter()
    # ``lib64`` may be another name of ``lib``.
    for packages in {found.resolve() for found in environment.rglob("site-packages")}:
        for path in packages.rglob("*"):
            if path.is_file() and not path.is_symlink():
                sizes[path.relative_to(packages).parts[0]] += path.stat().st_size
    return sizes


def install(scratch: Path) -> tuple[Path, Path]:
    """Build the wheel and install it; returns the wheel and the environment."""
    _run(["hatchling", "build", "-t", "wheel", "-d", str(scratch / "dist")])
    (wheel,) = (scratch / "dist").glob("*.whl")
    environment = scratch / "user"
    venv.create(environment, with_pip=False)  # What pip itself takes is not ours.
    _run(["pip", "--disable-pip-version-check", "--python", str(environment), "install", "-q", str(wheel)])
    return wheel, environment


def _run(module: list[str]) -> None:
    subprocess.run([sys.executable, "-m", *module], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main(arguments: Sequence[str] | None = None) -> None:
    """Install, add up, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.installed", description=__doc__)
    parser.add_argument("--limit", type=int, default=LIMIT, metavar="MB", help=f"default: {LIMIT}")
    limit = parser.parse_args(arguments).limit
    with tempfile.TemporaryDirectory() as scratch:
        wheel, environment = install(Path(scratch))
        sizes = installed_bytes(environment)
        print(f"{wheel.name}: {wheel.stat().st_size / MB:.1f} MB")
    for name, size in sizes.most_common(LISTED):
        print(f"{size / MB:8.1f} MB  {name}")
    total = sum(sizes.values())
    print(f"{total / MB:8.1f} MB  all of {len(sizes)}, of at most {limit} MB")
    if total > limit * MB:
        sys.exit("the installation is over the limit")


if __name__ == "__main__":
    main()
