"""supervision: follow-up inspection by lot 审管联动、双随机一公开."""
