"""Rules of decision tables: reading, compiling, running. Pure."""
