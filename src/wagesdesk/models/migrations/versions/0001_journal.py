"""The journal, its frontier and subjects, the erased ids, scratch and local tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("n", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hlc", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("operation", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("eid", sa.Text, nullable=False),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("via", sa.Text),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("values", sa.LargeBinary),
        sa.PrimaryKeyConstraint("n", name="pk_entry"),
    )
    op.create_index("uq_entry_id", "entry", ["id"], unique=True)
    op.create_index("ix_entry_writer_seq", "entry", ["writer", "seq"])
    op.create_index("ix_entry_eid", "entry", ["eid"])
    op.create_index("ix_entry_hlc", "entry", ["hlc"])
    op.create_table(
        "head",
        sa.Column("eid", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("eid", "type", "field", "entry_id", name="pk_head"),
    )
    op.create_table(
        "entry_subject",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("subject", "n", name="pk_entry_subject"),
    )
    op.create_table(
        "erased", sa.Column("eid", sa.Text, nullable=False), sa.PrimaryKeyConstraint("eid", name="pk_erased")
    )
    op.create_table(
        "scratch",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("saved", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_scratch"),
    )
    op.create_table(
        "local",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_local"),
    )


def downgrade() -> None:
    for table in ("local", "scratch", "erased", "entry_subject", "head", "entry"):
        op.drop_table(table)
