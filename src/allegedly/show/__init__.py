"""Relations -> eyes: views for the terminal, and exports."""
