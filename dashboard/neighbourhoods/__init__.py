"""Areas compared with what chance allows, and everything about one of them; pure, no Streamlit."""
