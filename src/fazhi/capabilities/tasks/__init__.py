"""Tasks (任务): who must do what by when.

Assignment, acknowledgement, return, hand-over and completion; the inbox.
"""
