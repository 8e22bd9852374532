"""What every room shares: theme, messages, palette, shortcuts, about."""
