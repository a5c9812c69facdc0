"""Template tags of the design system; every template has them without loading."""
