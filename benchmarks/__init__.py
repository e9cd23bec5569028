"""Figures as ratios in one run: machines are noisy, so two things are measured side by side."""
