"""The Web API: one table of methods, and what each of them does."""
