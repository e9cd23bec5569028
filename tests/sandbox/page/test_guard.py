from collections.abc import Iterator

import httpx
import pytest

from tests.sandbox.page.bench import Bench, running_bench


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """One for all tests here: none of them changes anything."""
    with running_bench() as running:
        yield running


@pytest.mark.parametrize("path", ["", "page/state", "page/static/js/main.js"])
def test_a_name_that_is_not_loopback_is_refused(bench: Bench, path: str) -> None:
    answer = httpx.get(f"{bench.url}/{path}", headers={"Host": "evil.example"})
    assert answer.status_code == 403


def test_localhost_is_as_good_as_its_number(bench: Bench) -> None:
    port = bench.url.rpartition(":")[2]
    assert httpx.get(f"{bench.url}/", headers={"Host": f"localhost:{port}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_an_act_from_elsewhere_is_refused(bench: Bench, headers: dict[str, str]) -> None:
    answer = httpx.post(f"{bench.url}/page/say?as=anna", headers=headers, content=b"{}")
    assert answer.status_code == 403


def test_the_page_lets_only_its_own_scripts_run(bench: Bench) -> None:
    policy = httpx.get(f"{bench.url}/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("content", [b"nonsense", b"[1]", b"\xff"])
def test_nonsense_is_answered_with_a_sentence(bench: Bench, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = httpx.post(f"{bench.url}/page/say?as=anna", headers=headers, content=content)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
