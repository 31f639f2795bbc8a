"""The annual report: narrative by people around live figures."""
