"""Sets a document on pages as Word does: lines, paragraphs, tables, pages, all positions in points."""
