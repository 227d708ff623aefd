"""The territory's map as folium layers: pure, no Streamlit, no outside request."""
