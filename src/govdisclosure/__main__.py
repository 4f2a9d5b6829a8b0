"""``python -m govdisclosure`` is the command line."""

from govdisclosure.cli import main

main()
