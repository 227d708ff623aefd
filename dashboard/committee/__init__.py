"""What a committee is shown and told: figures frozen for it, what came since, decisions, its screens."""
