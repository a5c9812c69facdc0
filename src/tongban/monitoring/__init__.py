"""monitoring: warnings, supervision orders and their answers 电子监察."""
