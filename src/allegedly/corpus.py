"""The corpus stages over a case: match and weigh what the documents claim, whenever documents or judgements changed."""
