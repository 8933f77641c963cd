"""The signing service inside the house: no licence, but a certificate and a stamp for each name."""
