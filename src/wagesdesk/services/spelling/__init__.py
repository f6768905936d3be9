"""Spelling, only when she asks: a helper process that holds the dictionaries, and our own list of trade words.

| module | is |
|---|---|
| `marking.py` | which words of a text are looked at, and where they stand |
| `trade.py` | our own words with their meanings, and which of them sound like another |
| `helper.py` | the other process: reads dictionaries, answers two questions, writes nothing |
| `speller.py` | this side of the pipe: starts the helper when first asked, and once more when it ends by itself |
"""
