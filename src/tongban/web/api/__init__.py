"""The public JSON interface /api/v1 开放接口: the same doors as the pages, for machines."""
