"""An outbox: a message is written in the transaction that is its reason, and sent once, later."""
