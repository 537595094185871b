"""Dutch name lines, address blocks, salutations, postcodes, dates and sort order: pure functions."""
