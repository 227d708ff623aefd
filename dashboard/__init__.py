"""What the steering committee looks at: indicators, selections, figures, screens and commands."""
