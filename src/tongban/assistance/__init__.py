"""帮办代办: an appointed helper of a village does one thing for a resident, by a mandate."""
