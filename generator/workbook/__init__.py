"""Spreadsheet to Shipment: every cell read as written, every problem with its cell."""
