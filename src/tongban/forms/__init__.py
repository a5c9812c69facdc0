"""Room forms: definitions, prefill from the sources, validation, drafts."""
