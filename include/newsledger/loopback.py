"""Ports of 127.0.0.1, on which the dashboard and Airflow are served."""

import socket

from newsledger.errors import LedgerError

HOST = "127.0.0.1"


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def check_port(port: int) -> None:
    """Return when nobody has this port.

    Raises:
        LedgerError: another program has it, whose answer would be taken for ours.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: a closed connection may linger
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise LedgerError(f"port {port} of {HOST} cannot be used: {error.strerror}; choose another") from error
