"""Help by others: the helper's phone, what was done for me, mandates, who appoints helpers."""
