"""What a page takes along by itself: it as one file, its address as a QR code, its picture."""
