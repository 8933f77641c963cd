"""Electronic signatures: envelopes, signers, codes, certificates, time stamps."""
