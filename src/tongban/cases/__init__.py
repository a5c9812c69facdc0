"""Cases 办件: from application to result, as events."""
