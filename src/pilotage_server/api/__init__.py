"""The site for programs: everything a page can do, as JSON, with tokens that a person makes."""
