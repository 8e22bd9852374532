"""Export of finished results."""
