"""What is held back is found without reading the whole journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    held = sa.text("state = 1")
    op.create_index("ix_entry_held", "entry", ["n"], sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    op.drop_index("ix_entry_held", "entry")
