"""Runs migrations on the live connection that `bring_up` hands over; there is no ini file and no URL."""

from __future__ import annotations

from alembic import context

from wagesdesk.models.base import journal_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=journal_tables,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction is the transaction
)
context.run_migrations()
