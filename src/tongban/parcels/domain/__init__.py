"""Pure rules of a parcel's way."""
