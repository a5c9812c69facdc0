"""Electronic certificates 电子证照: types, issuing, status, public verification."""
