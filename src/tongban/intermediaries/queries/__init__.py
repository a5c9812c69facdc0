"""Reading: services, institutions with their counts, commissions."""
