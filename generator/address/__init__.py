"""Dutch name lines, address blocks, salutations, postcodes, dates and sort order: pure functions."""

from generator.address.address_block import (
    FEWEST_LINES,
    MOST_LINES,
    address_block,
    box_line,
    organisation_line,
    place_line,
)
from generator.address.bodies import OFFICES, body_line, greeted_office
from generator.address.date_pictures import written_by_date_picture
from generator.address.dates import parsed_date, written_date
from generator.address.enclosures import enclosures_count, enclosures_line
from generator.address.file_names import file_name_form
from generator.address.honorifics import honorific
from generator.address.names import has_name, name_line
from generator.address.postcodes import normalised_postcode
from generator.address.references import DEFAULT_PATTERN, ReferenceParts, formatted_reference, parsed_reference
from generator.address.salutations import GENERAL_SALUTATION, body_salutation, salutation
from generator.address.sorting import sort_key
from generator.address.titles import ordered_titles

__all__ = [
    "DEFAULT_PATTERN",
    "FEWEST_LINES",
    "GENERAL_SALUTATION",
    "MOST_LINES",
    "OFFICES",
    "ReferenceParts",
    "address_block",
    "body_line",
    "body_salutation",
    "box_line",
    "enclosures_count",
    "enclosures_line",
    "file_name_form",
    "formatted_reference",
    "greeted_office",
    "has_name",
    "honorific",
    "name_line",
    "normalised_postcode",
    "ordered_titles",
    "organisation_line",
    "parsed_date",
    "parsed_reference",
    "place_line",
    "salutation",
    "sort_key",
    "written_by_date_picture",
    "written_date",
]
