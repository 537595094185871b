"""Spreadsheet to Shipment: every cell read as written, every problem with its cell."""

from generator.workbook.annotating import annotate_workbook
from generator.workbook.mailing_sheet import NO_DATE
from generator.workbook.reading import read_shipment

__all__ = ["NO_DATE", "annotate_workbook", "read_shipment"]
