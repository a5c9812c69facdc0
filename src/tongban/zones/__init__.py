"""Assessed areas 区域评估: made once by a zone, used by every project that lies in it."""
