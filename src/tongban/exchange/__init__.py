"""The control plane of data sharing."""
