"""Words that are right for one woman, whatever a dictionary says: names of her people, her shop, her town."""

from __future__ import annotations

from sqlalchemy import select

from wagesdesk.errors import NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.kiosk import OwnWord
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made


def compared(word: str) -> str:
    """A word as it is kept and compared: without capitals, with a plain apostrophe."""
    return word.replace("’", "'").casefold()


def own_words(vault: Vault, person_id: str) -> frozenset[str]:
    """The words she said are hers, as `compared` gives them."""
    with vault.read() as db:
        kept = db.scalars(select(OwnWord.word).where(OwnWord.person_id == person_id))
        return frozenset(word for word in kept if word)


def keep(vault: Vault, actor: str, *, person_id: str, word: str) -> Changes:
    """`word`, marked in what she wrote, is hers from now on; nothing changes when it was already. NotFound."""
    plain = compared(word)
    with vault.write(actor, "plan.own_word") as db:
        if db.get(Person, person_id) is None:
            raise NotFound(kind="person")
        if db.get(OwnWord, natural_id("own_word", person_id, plain)) is None:
            db.add(OwnWord(person_id=person_id, word=plain))
        return made(db)
