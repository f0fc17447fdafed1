"""The page that reads the published file and nothing else; docs/adr/0011 says how and why."""
