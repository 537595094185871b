"""What setting a letter found: the report of a run that was cut off and resumed tells it of every letter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the findings; of letters of before nothing is known."""
    op.add_column(
        "versions",
        sa.Column(
            "findings",
            sa.Text(),
            nullable=False,
            server_default="[]",
            comment="what setting it found, for the report, JSON",
        ),
    )
