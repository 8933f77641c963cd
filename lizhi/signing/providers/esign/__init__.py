"""e签宝 (SaaS API V3): a licensed authority's certificates, level L3."""
