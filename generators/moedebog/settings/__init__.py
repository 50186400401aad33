"""Settings: read, checked and completed before anything uses them."""
