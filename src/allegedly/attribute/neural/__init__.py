"""The trained tagger: text cut into windows, the exported network, and its scores decoded; weights in ``model/``."""
