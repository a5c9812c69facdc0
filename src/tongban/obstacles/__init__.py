"""What could not be done 办不成事, told, answered and counted."""
