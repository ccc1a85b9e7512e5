"""Lets ``python -m allegedly`` do what the command does."""

from allegedly.cli import main

main()
