"""Pages about papers: the public check of a certificate, and papers for whoever may read them."""
