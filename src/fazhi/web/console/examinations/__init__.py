"""The examination of files told as timelines: what is typed is judged and shown, never kept."""
