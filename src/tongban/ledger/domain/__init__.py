"""Rules of evidence, without a database."""
