// A certified OpenID provider for the tests: npm's oidc-provider, on this machine alone, with invented accounts.
//
// Reads from standard input {"clients": [...], "accounts": {"name": {claims}}, "inToken": false}, and writes its
// address on one line when it answers. `inToken` puts the claims in the ID token instead of beside it.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

let written = "";
for await (const part of process.stdin) written += part;
const { clients, accounts, inToken } = JSON.parse(written);

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(address, {
    clients,
    claims: { openid: ["sub"], profile: ["name", "groups", "rodtrad_role", "rodtrad_units", "rodtrad_rights"] },
    conformIdTokenClaims: !inToken,
    cookies: { keys: [randomBytes(16).toString("hex")] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    findAccount: (_, name) =>
      accounts[name] && { accountId: name, claims: () => ({ sub: name, ...accounts[name] }) },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "test" }] },
    pkce: { required: () => true },
    responseTypes: ["code"],
  });
  server.on("request", provider.callback());
  console.log(address);
});
