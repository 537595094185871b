"""References, letters, versions and events: the truth about every letter ever made."""
