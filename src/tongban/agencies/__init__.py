"""Room agencies: government organisations, their posts and duties, who holds which when."""
