"""The front door: settings, addresses, middleware, the command."""
