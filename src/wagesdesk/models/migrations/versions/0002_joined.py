"""Which records of a person joined to another are shown as which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joined",
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("eid", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("type", "eid", name="pk_joined"),
    )
    op.create_index("ix_joined_shown", "joined", ["shown"])


def downgrade() -> None:
    op.drop_table("joined")
