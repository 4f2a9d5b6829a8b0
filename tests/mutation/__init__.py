"""What mutation testing needs besides mutmut."""
