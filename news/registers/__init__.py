"""What happens to the registers: copied, merged, dissolved; each one a single act."""
