"""What a person may type about plans, tasks and progress."""
