"""The report on paper: laid out in points, drawn with vectors, written as PDF."""
