"""Couriers; the demo twin stands in for all of them."""
