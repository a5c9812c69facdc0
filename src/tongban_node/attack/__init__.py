"""Attacks on the exchange: a small world of nodes and grants, and one lawful call broken one way.

Used by `tongban exchange attack`, by the benches and by the tests; a node in service needs none.
"""
