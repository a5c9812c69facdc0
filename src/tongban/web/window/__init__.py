"""Pages of a clerk who serves somebody: the forms of people, in the frame of the desk."""
