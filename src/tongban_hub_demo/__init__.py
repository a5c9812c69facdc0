"""The demo's national hub 示范国家枢纽: another program that tells snapshots and judges rows.

It speaks for itself and for an invented neighbour province. It stands on ``tongban_wire`` and
``tongban_trust``, as any other make of platform would; it has no database and nothing of ours.
"""
