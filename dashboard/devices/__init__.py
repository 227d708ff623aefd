"""What the page « Équipement » tells about devices, from their reception to their household: pure."""
