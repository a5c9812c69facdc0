"""Pages of this area: one module per page."""
