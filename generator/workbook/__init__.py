"""Spreadsheet to Shipment: every cell read as written, every problem with its cell."""

from generator.workbook.addressee import addressed_recipient
from generator.workbook.annotating import annotate_workbook
from generator.workbook.mailing_sheet import NO_DATE
from generator.workbook.reading import read_shipment

__all__ = ["NO_DATE", "addressed_recipient", "annotate_workbook", "read_shipment"]
