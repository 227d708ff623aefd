"""The plan's money: who granted what, where it went, what remains, at which pace; pure, exact to the cent."""
