"""Reads a DOCX into a document whose formatting is resolved: styles, numbering, theme and fields taken into account."""
