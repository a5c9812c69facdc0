"""Applications handed in elsewhere 异地代收代办, and steps of several regions 多地联办."""
