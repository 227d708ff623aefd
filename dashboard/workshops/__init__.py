"""What the page of workshops shows beside indicators: visits, states, what is coming, each workshop; pure."""
