"""What things cost, against the budgets: `lizhi bench`. Nothing here runs in a page or a worker."""
