"""Pure rules of events, subscriptions and retries."""
