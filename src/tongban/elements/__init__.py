"""Room elements: data elements, the one source of each (一数一源), and look-ups with provenance."""
