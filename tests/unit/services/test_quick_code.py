"""The quick code: three tries, six digits, only in memory."""

from __future__ import annotations

import pytest

from wagesdesk.errors import FieldInvalid
from wagesdesk.services.quick_code import QuickCode


def test_three_wrong_tries_end_it() -> None:
    code = QuickCode("271828")
    assert [code.opens(wrong) for wrong in ("271829", "27182", "")] == [False, False, False]
    assert code.tries_left == 0
    assert not code.opens("271828")


def test_the_right_one_gives_the_tries_back() -> None:
    code = QuickCode("271828")
    assert not code.opens("000000")
    assert code.opens("271828")
    assert code.tries_left == 3


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "111111", "１２３４５６", "123456\n"])
def test_only_six_digits_that_differ(typed: str) -> None:
    with pytest.raises(FieldInvalid):
        QuickCode(typed)


def test_the_code_itself_is_not_kept() -> None:
    assert "271828" not in repr(vars(QuickCode("271828")))
