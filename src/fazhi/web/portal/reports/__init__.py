"""Reports of citizens: three steps without an account, and how it stands by a code."""
