"""A real identity provider, in a process of its own."""
