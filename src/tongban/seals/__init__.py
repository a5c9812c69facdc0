"""E-seals 电子印章 of agencies and firms, and the signatures of applicants 电子签名."""
