"""The information system of the grid: what sites publish there, and records proposed from what exists elsewhere."""
