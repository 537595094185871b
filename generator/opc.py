"""The door for every ZIP-based file that comes from outside (Open Packaging Conventions)."""
