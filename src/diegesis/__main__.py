"""``python -m diegesis``."""

from diegesis.cli.main import main

main()
