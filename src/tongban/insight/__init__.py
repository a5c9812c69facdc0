"""insight: figures computed from cases, with their definitions 数据洞察."""
