"""Content packs 内容包: loaded, checked, compared and published."""
