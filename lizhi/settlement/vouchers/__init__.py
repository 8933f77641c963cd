"""From settlements to the books: accounts, balanced vouchers, files for ledgers and banks."""
