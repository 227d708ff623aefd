"""The plan's database: its schema, what goes in, the typed facts that come out; nothing of Streamlit."""
