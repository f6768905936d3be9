"""Words that are right for one woman."""

from __future__ import annotations

import pytest

from tests.vaults import Group
from wagesdesk.errors import NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import own_words


def test_a_word_is_hers_alone_and_kept_once(inside: Vault, group: Group) -> None:
    asha, bronwen = group.people[:2]
    assert own_words.keep(inside, asha, person_id=asha, word="Pooches’").kinds == {"own_word"}
    assert not own_words.keep(inside, asha, person_id=asha, word="pooches'")
    assert own_words.own_words(inside, asha) == {"pooches'"}
    assert own_words.own_words(inside, bronwen) == frozenset()


def test_nobody_who_is_not_there_has_words(inside: Vault) -> None:
    with pytest.raises(NotFound):
        own_words.keep(inside, inside.staff_id, person_id="0" * 32, word="Pooches")
