"""What people type about teams and themselves, and what is wrong with it."""
