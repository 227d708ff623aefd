"""Who may open the dashboard, as the database knows it."""
