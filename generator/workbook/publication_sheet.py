"""The sheet Publicaties: what is enclosed."""

from __future__ import annotations

from generator.errors import message
from generator.model import Publication
from generator.workbook.cells import line_of, whole_number_of
from generator.workbook.findings import Findings
from generator.workbook.tables import Table

PUBLICATIONS_REQUIRED = ("title",)


def read_publications(table: Table, findings: Findings) -> tuple[Publication, ...]:
    """Read all rows; one without a title, or with a title that stands there already, is told."""
    found: dict[str, Publication] = {}
    for row in table:
        cell = row.cell("title")
        title = line_of(cell, findings)
        if not title:
            if cell.is_empty and "title" in table.columns:
                findings.error(
                    "publication-without-title",
                    cell.place,
                    message("the title of the publication is missing"),
                    message("fill it in, or remove the row"),
                )
            continue
        if title in found:
            findings.error(
                "publication-twice",
                cell.place,
                message("“{title}” stands there twice", title=title),
                message("remove one of the two rows"),
            )
            continue
        found[title] = Publication(
            title=title,
            stock=whole_number_of(row.cell("stock"), findings, least=0),
            weight_grams=whole_number_of(row.cell("weight_grams"), findings, least=0),
            source=row.place,
        )
    return tuple(found.values())
