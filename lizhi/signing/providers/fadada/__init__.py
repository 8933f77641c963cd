"""法大大 (FASC OpenAPI 5.1): a licensed authority's certificates, level L3."""
