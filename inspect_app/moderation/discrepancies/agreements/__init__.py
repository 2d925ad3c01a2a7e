"""How far readers agree beyond chance, by framework and by reader; it ranks nobody."""
