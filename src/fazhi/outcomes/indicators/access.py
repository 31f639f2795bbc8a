"""Who may see figures and the records behind them."""

from fazhi.kernel.choices import Role

#: Who leads, reviews, dispatches or keeps the files; a grid worker sees the own issues instead.
READERS = (
    Role.HEAD,
    Role.CLERK,
    Role.SQUAD_LEADER,
    Role.CASE_REVIEWER,
    Role.DISPATCHER,
    Role.OFFICER,
)
