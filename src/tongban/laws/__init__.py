"""Laws 法律依据: statutes, their articles, and from when to when each text holds."""
