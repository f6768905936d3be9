"""What was answered so far. Kept in memory only, also while the window is drawn anew in another language or size."""

from __future__ import annotations

from dataclasses import dataclass, field

OUTSIDE = "outside"


@dataclass
class Person:
    """One member of staff to be. `own` says that she chose the passphrase herself."""

    name: str = ""
    role: str = ""
    passphrase: str = field(default="", repr=False)
    own: bool = False


@dataclass
class Draft:
    """`step` is the page shown; `asked` the number of the group of the recovery key to be typed back, from 1."""

    step: str = "welcome"
    kind: str = ""
    site_name: str = ""
    site_code: str = ""
    people: list[Person] = field(default_factory=lambda: [Person(), Person()])
    second: bool = True
    recovery_key: str = field(default="", repr=False)
    asked: int = 0
    skip_recovery: bool = False

    @property
    def outside(self) -> bool:
        return self.kind == OUTSIDE

    @property
    def staff(self) -> list[Person]:
        """Who gets a passphrase."""
        return self.people if self.second else self.people[:1]

    @property
    def path(self) -> tuple[str, ...]:
        """The pages in order, as far as the answers so far decide it. A page of a person ends with her number."""
        second = ("who 1", "words 1", "back 1") if self.second else ()
        group = () if self.skip_recovery else ("group",)
        return ("welcome", "kind", "site", "who 0", "words 0", "back 0", "second", *second, "key", *group, "finish")
