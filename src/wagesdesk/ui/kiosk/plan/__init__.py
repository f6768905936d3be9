"""My plan, as a participant meets it.

| module | is |
|---|---|
| `page.py` | the page `plan`: her ideas (`ideas.py`), beginning one (`begin.py`), the boxes of one (`overview.py`) |
| `question.py` | the page `question`: one section, with `ways.py`, `answer.py`, `beside.py`, `asking.py`, `teller.py` |
| `rules.py`, `rule.py` | the page `rules`: the checklist of rules and cover, and one line of it |
| `find.py` | the page `find`: what she must find out, and what came back |
| `comments.py` | the page `comments`: what was said of her words, one at a time |
| `fit.py` | the page `fit`: is this for me? |
| `steps.py` | the page `steps`: her first steps, one a line |
| `parts.py`, `boxes.py`, `wording.py` | what they share |
"""
