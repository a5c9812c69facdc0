"""Outside systems this room stands on."""
