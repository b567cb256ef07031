"""The page without a script."""
