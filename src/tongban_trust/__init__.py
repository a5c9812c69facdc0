"""Trust as a pure library: canonical bytes, crypto suites, chains, commitments. Nothing of ours."""
