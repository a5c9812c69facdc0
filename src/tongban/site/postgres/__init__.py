"""Finding, starting and stopping the PostgreSQL that Tongban uses."""
