"""Pure rules of commissions and of the lot."""
