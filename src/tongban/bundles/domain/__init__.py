"""Pure rules of the room: the graph of steps, the merged form, what runs when, the joint clock."""
