"""Invented people and firms of the demo province: seeded, repeatable, impossible as real ones.

Divisions read 99xxxx, phones 1990000xxxx, bank accounts begin with no issuer's digits.
"""
