"""The default tagger: the trained one, mended by rules where its training text says too little."""
