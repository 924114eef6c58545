"""Paper: frozen views in, PDF bytes out. The only package that knows the PDF writer."""
