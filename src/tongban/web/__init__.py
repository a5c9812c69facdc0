"""Our only room with HTTP: portal, desk, console, api, and the design they share."""
