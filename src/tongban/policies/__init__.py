"""policies: the library of policies 政策库, and those that fit a person who asked for it."""
