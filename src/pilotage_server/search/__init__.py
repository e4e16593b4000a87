"""What can be found on the site, its index, and the page of results."""
