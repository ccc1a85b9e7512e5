"""What analysts decide: allegations merged or split, readings corrected, cuts restored; each taken back by an undo.

``judgements`` writes the ledger; ``corrections`` and ``put_back`` say which of its entries stand; ``corrected`` lays them
over a reading; ``correct``, ``restore`` and ``again`` read a document anew where one changes.
"""
