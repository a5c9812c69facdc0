"""One checker per law: ``check(root) -> list[Violation]``, ``root`` being a checkout."""
