"""The rule tagger: cues by word lists and the parse, their sources and contents, and how reliable each is."""
