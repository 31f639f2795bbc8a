"""Serving refuses before it begins, with what to do."""

import socket

import pytest

from fazhi.cli.main import main


def test_a_taken_port_is_refused_with_another_to_try(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_LANGUAGE", "en")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code = main(["serve", "--port", str(port)])

    assert code == 1
    assert capsys.readouterr().err == (
        f"Port {port} is taken. Try another: fazhi serve --port {port + 1}\n"
    )
