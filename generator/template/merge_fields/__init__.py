"""Word's own merge fields: MERGEFIELD, IF and their switches, as the rest of the template room sees them."""
