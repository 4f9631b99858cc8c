"""The layers before every route: client, host, session, and the headers of answers."""
