"""Room identity: who people and firms are, who may act for whom, what they sign in with."""
