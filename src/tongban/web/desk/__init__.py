"""The officers' desk 办公台: a queue, a case, and the acts the law gives an officer."""
