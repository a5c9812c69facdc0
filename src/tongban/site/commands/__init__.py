"""Command groups: each module here is found by `tongban.site.cli` and becomes `tongban <name>`."""
