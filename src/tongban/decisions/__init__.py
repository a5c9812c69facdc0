"""Decision tables 决策表: readable rules, compiled, run with a receipt."""
