"""Pure rules of certificates: validity, masking, verdicts, layout lines."""
