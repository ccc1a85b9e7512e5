"""The command line: parse arguments, call one function, print; a module for each kind of command."""

# ruff: noqa: I001  this is the order in which --help lists the commands
from allegedly.cli.app import app, main
from allegedly.cli import read, lists, show, serve, judge, hand_over, model

__all__ = ["app", "hand_over", "judge", "lists", "main", "model", "read", "serve", "show"]
