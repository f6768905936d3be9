from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from wagesdesk.errors import VaultTooNew
from wagesdesk.models import migrations
from wagesdesk.models.base import Base, journal_tables
from wagesdesk.models.migrations import REVISIONS, bring_up, revision


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as made:
        yield made
    engine.dispose()


@pytest.fixture
def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(migrations.__file__).parent))
    made.attributes["connection"] = connection
    return made


def test_the_list_of_revisions_is_that_of_the_files(config: Config) -> None:
    script = ScriptDirectory.from_config(config)
    assert tuple(one.revision for one in reversed(list(script.walk_revisions()))) == REVISIONS
    assert script.get_heads() == [REVISIONS[-1]]


def test_migrations_make_exactly_the_tables_of_the_models(connection: Connection) -> None:
    bring_up(connection)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, journal_tables) == []
    assert set(inspect(connection).get_table_names()) == {*journal_tables.tables, "alembic_version"}
    assert not set(Base.metadata.tables) & set(journal_tables.tables)


def test_up_down_and_up_again(connection: Connection, config: Config) -> None:
    bring_up(connection)
    assert revision(connection) == REVISIONS[-1]
    command.downgrade(config, "base")
    assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    assert revision(connection) == ""
    bring_up(connection)
    assert revision(connection) == REVISIONS[-1]


def test_nothing_is_done_twice(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert revision(connection) == ""
    bring_up(connection)
    monkeypatch.setattr(command, "upgrade", lambda *_: pytest.fail("it was migrated again"))
    bring_up(connection)


def test_tables_of_a_later_program_are_refused(connection: Connection) -> None:
    bring_up(connection)
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(VaultTooNew) as raised:
        bring_up(connection)
    assert raised.value.fields == {"revision": "9999"}
    assert revision(connection) == "9999"
