"""Pure rules of benefits: what a table's answer comes to, and which step may follow which."""
