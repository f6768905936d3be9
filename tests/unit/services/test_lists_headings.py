"""Where the headings of a list stand: what somebody said by hand is found again in the next list like it."""

from __future__ import annotations

from tests.vaults import TODAY
from wagesdesk.models.vault import Vault
from wagesdesk.services import lists
from wagesdesk.services.lists import Sheet, guess_mapping


def test_headings_that_somebody_found_are_found_again(inside: Vault) -> None:
    def letter(printed: str) -> Sheet:
        heads = ("Woman", "Where", "Gate")
        return Sheet("list", (("Name", f"printed {printed}", "Release date"), (), heads, ("Asha", "B1", "5 Jan 2027")))

    guess = guess_mapping(letter("2 Nov"), TODAY)
    assert guess.header.rows == (0,), "the title looks more like headings than the headings do"
    said = guess_mapping(letter("2 Nov"), TODAY, header_rows=(2,))
    assert (said.header.labels, said.said) == (("Woman", "Where", "Gate"), True)
    lists.remember(inside, lists.assign(said, 0, "forename"))
    again = letter("9 Nov")
    found = lists.remembered(inside, again, guess_mapping(again, TODAY))
    assert (found.header.rows, found.columns[0], found.remembered, found.said) == ((2,), "forename", True, True)
