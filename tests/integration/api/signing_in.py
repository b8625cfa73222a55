"""A member of staff who is signed in."""

from starlette.testclient import TestClient

from api.accounts.roles import Role


def sign_in(http: TestClient, role: Role) -> TestClient:
    """Add an account of this role and sign the client in with it."""
    accounts, name = http.app.state.service.accounts, f"staff-{role}"
    password = http.portal.call(lambda: accounts.add(name, role))
    body = {"username": name, "password": password, "new_password": "A-new-Passw0rd"}
    http.headers["x-csrf-token"] = http.post("/api/session/password", json=body).json()["csrf_token"]
    return http
