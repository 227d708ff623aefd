"""A provider with ProConnect's traits, on idpyoidc: `python -m tests.identity_provider.server PORT CLIENT`.

Signed user information, `client_secret_post`, PKCE, `acr`, an access token of 60 seconds, a sign-out that
returns `state`. Whoever asks is signed in at once as the user chosen with `POST /choisir?qui=…`; the same
address can make the provider lie (`faute=…`), to see the lie refused.
"""

import json
import sys
from urllib.parse import urlencode

import uvicorn
from cryptojwt.jws.jws import JWS
from cryptojwt.jwt import JWT
from idpyoidc.message.oidc.session import EndSessionRequest
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.user_authn.user import NoAuthn
from idpyoidc.time_util import utc_time_sans_frac
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.identity_provider.running import CLIENT_ID, CLIENT_SECRET

ACCESS_TOKEN_S = 60
ACR = "eidas1"
PEOPLE = {
    "elue": {"given_name": "Camille", "usual_name": "Dupont", "email": "camille@agglo.exemple.fr"},
    "cheffe": {"given_name": "Lou", "usual_name": "Martin", "email": "Lou.Martin@Agglo.exemple.fr"},
    "inconnu": {"given_name": "Ici", "usual_name": "Ailleurs", "email": "ici@ailleurs.exemple"},
    "menteur": {"email": "camille@agglo.exemple.fr", "email_verified": False},
    "sans-adresse": {"given_name": "Sans", "usual_name": "Adresse"},
    "deux-adresses": {"email": "pirate@ailleurs.exemple@agglo.exemple.fr"},
}
CHOSEN = {"qui": "elue", "faute": ""}


class AtOnce(NoAuthn):
    """Signs in whoever was chosen, without asking."""

    def __init__(self, upstream_get=None, **_):
        super().__init__("", upstream_get=upstream_get)

    def authenticated_as(self, client_id="", cookie=None, authorization="", **kwargs):
        return {"uid": CHOSEN["qui"]}, utc_time_sans_frac()


def configuration(issuer: str, client: str) -> dict:
    """Return the provider's settings; `client` is the address of the site that signs its readers in here."""
    claims = ["given_name", "usual_name", "email", "email_verified"]
    token = {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {"lifetime": ACCESS_TOKEN_S}}
    methods = ["client_secret_post"]
    return {
        "issuer": issuer,
        "key_conf": {
            "key_defs": [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}],
            "uri_path": "jwks.json",
        },
        "preference": {
            "subject_types_supported": ["public"],
            "userinfo_signing_alg_values_supported": ["RS256"],
        },
        "token_handler_args": {
            "key_conf": {"key_defs": [{"type": "oct", "bytes": 24, "use": ["enc"], "kid": "code"}]},
            "code": {"lifetime": 60, "kwargs": {"crypt_conf": {"kwargs": {"password": CLIENT_SECRET}}}},
            "token": token,
            "id_token": {
                "class": "idpyoidc.server.token.id_token.IDToken",
                "kwargs": {"base_claims": {"email": None, "acr": None}},
            },
        },
        "scopes_to_claims": {"openid": ["sub"], "email": claims, "profile": claims},
        "endpoint": {
            "provider_config": {
                "path": ".well-known/openid-configuration",
                "class": "idpyoidc.server.oidc.provider_config.ProviderConfiguration",
                "kwargs": {},
            },
            "authorization": {
                "path": "authorize",
                "class": "idpyoidc.server.oidc.authorization.Authorization",
                "kwargs": {"response_types_supported": ["code"], "response_modes_supported": ["query"]},
            },
            "token": {
                "path": "token",
                "class": "idpyoidc.server.oidc.token.Token",
                "kwargs": {"client_authn_method": methods},
            },
            "userinfo": {
                "path": "userinfo",
                "class": "idpyoidc.server.oidc.userinfo.UserInfo",
                "kwargs": {"client_authn_method": ["bearer_header"]},
            },
            "session": {
                "path": "session/end",
                "class": "idpyoidc.server.oidc.session.Session",
                "kwargs": {
                    "post_logout_uri_path": "post_logout",
                    "signing_alg": "RS256",
                    "logout_verify_url": f"{issuer}/verify_logout",
                    "client_authn_method": None,
                },
            },
        },
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": PEOPLE}},
        "authentication": {ACR: {"acr": ACR, "class": AtOnce, "kwargs": {}}},
        "authz": {
            "class": "idpyoidc.server.authz.AuthzHandling",
            "kwargs": {
                "grant_config": {
                    "usage_rules": {
                        "authorization_code": {
                            "supports_minting": ["access_token", "id_token"],
                            "max_usage": 1,
                            "expires_in": 60,
                        },
                        "access_token": {"expires_in": ACCESS_TOKEN_S},
                    },
                    "expires_in": 3600,
                }
            },
        },
        "add_on": {
            "pkce": {
                "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True},
            }
        },
        "clients": {
            CLIENT_ID: {
                "client_secret": CLIENT_SECRET,
                "redirect_uris": [(f"{client}/oidc/retour", None)],
                "post_logout_redirect_uri": (f"{client}/oidc/fin", None),
                "response_types_supported": ["code"],
                "response_types": ["code"],
                "allowed_scopes": ["openid", "email", "profile"],
                "token_endpoint_auth_method": "client_secret_post",
                "userinfo_signed_response_alg": "RS256",
                "id_token_signed_response_alg": "RS256",
            }
        },
    }


class Provider:
    """idpyoidc behind its addresses; keeps what it was asked."""

    def __init__(self, issuer: str, client: str) -> None:
        conf = configuration(issuer, client)
        clients = conf.pop("clients")
        self.issuer = issuer
        self.end_at = clients[CLIENT_ID]["post_logout_redirect_uri"][0]
        self.server = Server(OPConfiguration(conf=conf, base_path="."), cwd=".")
        self.server.context.cdb = clients
        self.asked = []

    async def _ask(self, name: str, request: Request) -> dict:
        """Hand a request over to idpyoidc; return its answer, or its error."""
        body = (await request.body()).decode()
        self._hear(name, request, body)
        endpoint = self.server.get_endpoint(name)
        kept = {"authorization", "content-type"}
        headers = {key: value for key, value in request.headers.items() if key in kept}
        info = {"headers": headers, "method": request.method, "url": str(request.url), "cookie": []}
        told = {} if name == "userinfo" else body or request.url.query
        parsed = endpoint.parse_request(told, http_info=info)
        if "error" in parsed:
            return {"error": parsed.to_dict()}
        done = endpoint.process_request(parsed, http_info=info)
        if "error" in done:
            return {"error": dict(done)}
        return {"answer": endpoint.do_response(request=parsed, **done)["response"]}

    def _hear(self, name: str, request: Request, body: str = "") -> None:
        self.asked.append({"name": name, "query": dict(request.query_params), "body": body})

    async def discovery(self, _: Request) -> Response:
        told = dict(self.server.get_endpoint("provider_config").process_request()["response_args"])
        issuer = "https://pirate.exemple" if CHOSEN["faute"] == "emetteur" else self.issuer
        told |= {"jwks_uri": f"{self.issuer}/jwks.json", "issuer": issuer}
        return JSONResponse(told | {"token_endpoint_auth_methods_supported": ["client_secret_post"]})

    async def keys(self, _: Request) -> Response:
        return JSONResponse(json.loads(self.server.keyjar.export_jwks_as_json("")))

    async def authorize(self, request: Request) -> Response:
        found = await self._ask("authorization", request)
        return (
            JSONResponse(found["error"], 400) if "error" in found else RedirectResponse(found["answer"], 302)
        )

    async def token(self, request: Request) -> Response:
        found = await self._ask("token", request)
        if "error" in found:
            return JSONResponse(found["error"], 400)
        told = json.loads(found["answer"])
        if CHOSEN["faute"] == "sans-jeton":
            told.pop("id_token")
        elif CHOSEN["faute"]:
            told["id_token"] = self._false(CHOSEN["faute"], told["id_token"])
        return JSONResponse(told, headers={"cache-control": "no-store"})

    def _false(self, fault: str, token: str) -> str:
        """Return an identity token that no site may accept."""
        head, body, _ = token.split(".")
        if fault == "signature":
            return f"{head}.{body}.{'A' * 342}"
        if fault == "sans-signature":
            return f"eyJhbGciOiJub25lIn0.{body}."
        claims = JWT(self.server.keyjar, iss=self.issuer, allowed_sign_algs=["RS256"]).unpack(token).to_dict()
        now = utc_time_sans_frac()
        changed = {
            "nonce": {"nonce": "x" * 43},
            "acr": {"acr": "rien"},
            "sujet": {"sub": "quelqu-un-d-autre"},
            "audience": {"aud": ["un-autre-site"]},
            "perime": {"iat": now - 3600, "exp": now - 1800},
        }
        claims |= {"aud": [CLIENT_ID], "iat": now, "exp": now + 300} | changed[fault]
        return JWS(json.dumps(claims), alg="RS256").sign_compact(
            self.server.keyjar.get_signing_key("RSA", "")
        )

    async def userinfo(self, request: Request) -> Response:
        found = await self._ask("userinfo", request)
        if "error" in found:
            return JSONResponse(found["error"], 401)
        return Response(found["answer"], media_type="application/jwt")

    async def end(self, request: Request) -> Response:
        """End the session of the token shown, whose signature is checked, and go back where registered."""
        told = dict(request.query_params)
        self._hear("session", request)
        asked = EndSessionRequest(**told)
        asked.verify(keyjar=self.server.keyjar, sigalg="")
        if asked["post_logout_redirect_uri"] != self.end_at:
            return JSONResponse({"error": "invalid_request"}, 400)
        return RedirectResponse(f"{self.end_at}?{urlencode({'state': told['state']})}", 302)

    async def choose(self, request: Request) -> Response:
        CHOSEN.update({"qui": "elue", "faute": ""} | dict(request.query_params))
        return PlainTextResponse("ok")

    async def heard(self, _: Request) -> Response:
        told, self.asked = self.asked, []
        return JSONResponse(told)

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/jwks.json", self.keys),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/userinfo", self.userinfo),
                Route("/session/end", self.end),
                Route("/choisir", self.choose, methods=["POST"]),
                Route("/entendu", self.heard),
            ]
        )


if __name__ == "__main__":
    port, client = int(sys.argv[1]), sys.argv[2]
    provider = Provider(f"http://127.0.0.1:{port}", client)
    uvicorn.run(provider.application(), host="127.0.0.1", port=port, log_level="warning")
