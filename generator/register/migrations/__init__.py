"""The register's tables, version by version (Alembic). A migration that was released is never changed."""
