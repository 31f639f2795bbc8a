"""One's own second factor: to enrol it, to give it; and how the operator resets a lost one."""
