"""The compose file cannot be started in a test; what it says can be checked."""

import re
from pathlib import Path

import pytest
import yaml

from newsledger.assets import WRITER_POOL, WRITER_QUEUE
from newsledger.settings import PROJECT


@pytest.fixture
def compose():
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_one_worker_with_one_slot_touches_the_warehouse(compose):
    commands = {name: service.get("command") for name, service in compose["services"].items()}

    on_queue = [name for name, command in commands.items() if f"--queues {WRITER_QUEUE}" in str(command)]
    assert on_queue == ["warehouse"]
    assert "--concurrency 1" in commands["warehouse"]
    assert f"airflow pools set {WRITER_POOL} 1" in commands["init"][0]


def test_every_published_port_is_on_loopback(compose):
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_secret_is_asked_for_and_none_is_written_down(compose):
    text = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")

    asked = set(re.findall(r"\$\{(NEWSLEDGER_\w+):\?", text))

    assert asked == {"NEWSLEDGER_FERNET_KEY", "NEWSLEDGER_JWT_SECRET", "NEWSLEDGER_DB_PASSWORD"}
    assert all(f"\n{name}=\n" in example for name in asked)


def test_what_the_image_copies_is_there():
    lines = (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines()

    sources = [
        word for line in lines if line.startswith("COPY") for word in line.split()[1:-1] if not word.startswith("--")
    ]

    assert sources
    assert [source for source in sources if not Path(PROJECT / source).exists()] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-celery.lock"])
def test_a_lock_is_hashed_and_names_no_index(name):
    text = (PROJECT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==\S+", text, re.MULTILINE)

    assert len(pins) > 100
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "--index" not in text


def test_both_locks_pin_the_same_versions():
    pins = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (PROJECT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-celery.lock")
    ]

    shared = pins[0].keys() & pins[1].keys()
    assert len(shared) > 100
    assert {name for name in shared if pins[0][name] != pins[1][name]} == set()
