"""People, the roles they hold, how they sign in, and what guards every route. It judges no inspection."""
