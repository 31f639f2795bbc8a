"""The `fazhi` command: thin subcommands over everything below, in words a clerk understands."""
