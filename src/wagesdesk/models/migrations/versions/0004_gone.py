"""Single entries whose values were taken away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gone", sa.Column("entry_id", sa.Text, nullable=False), sa.PrimaryKeyConstraint("entry_id", name="pk_gone")
    )


def downgrade() -> None:
    op.drop_table("gone")
