"""The record of the site: who did, read and exported what, each row chained to the one before."""
