"""Platforms as members and hubs of one another 平台联通: snapshots of items and trust."""
