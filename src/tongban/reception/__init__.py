"""One window 一窗受理: a clerk serves somebody present, on paper or on the phone, as an equal."""
