"""Pure rules of content packs: no Django, no clock, no files."""
