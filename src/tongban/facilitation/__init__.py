"""Investment projects helped along 投资项目代办: a facilitator guides, never decides or signs."""
