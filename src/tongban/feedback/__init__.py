"""Ratings 好差评: one per service encounter, never counted when not given."""
