"""What readers see, in Streamlit: the shell shared by every page, and the blocks that pages are made of."""
