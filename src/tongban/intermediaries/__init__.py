"""Intermediary services 中介服务: what items need of firms, commissioned, timed and rated."""
