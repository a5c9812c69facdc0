"""The laws of the house, each kept by a test and each shown to fail on a planted violation."""
