"""For the effects harness: receivers with books, processes to kill, cases, the judge."""
