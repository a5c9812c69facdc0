"""From the rooms' views to the parts a component draws: shared by portal and desk."""
