"""Help with words beside what a participant writes or reads; nothing here judges her writing.

Under an answer box: `CheckWords(editor, desk.spelling, language=..., own=..., keep=...)`, with `services.own_words` for
the last two. Beside our own words: `MoneyWords(glossary.terms_in(source, ...))`, with English source texts.

| module | is |
|---|---|
| `spelling.py` | asks the speller off the main thread |
| `check.py` | "Check my words" under an answer box |
| `word_list.py` | the list for one word: words that may be meant, "This is my word", "Leave it" |
| `dots.py` | dotted lines under words of an answer box |
| `money_words.py` | the words of money on a page; each opens its meaning in place |
"""
