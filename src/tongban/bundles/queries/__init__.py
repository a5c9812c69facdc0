"""Reading bundles and bundle cases."""
