"""Pure rules of seals and signatures: scope, standing, intent, what a signature proves."""
