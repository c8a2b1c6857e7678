"""How a plan's paper is read: head, title, foot, days, tasks. Plain Python; `plans.reading.read_plan` puts it together."""
