"""The room commitments 告知承诺: promises, their checks, and the credit records of broken ones."""
