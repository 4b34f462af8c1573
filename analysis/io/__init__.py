"""Files in and out: formats, encodings, output folders, atomic writing."""
