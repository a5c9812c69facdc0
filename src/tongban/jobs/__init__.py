"""Outbox, deliveries and schedule: what happens after a transaction committed."""
