"""The features: each decides for itself, and none knows another."""
