"""The suites that look at the whole house: laws, journeys, faults."""
