"""Reads a pile of news and tells who says what, on whose word and how firmly."""
