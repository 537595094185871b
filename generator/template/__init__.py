"""Word file with Jinja tags to CompiledTemplate, and from there to letters."""
