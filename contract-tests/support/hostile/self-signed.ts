/**
 * A certificate for 127.0.0.1 that nobody vouches for, valid from 2020 to 2120, and its key. It protects nothing, and
 * nothing trusts it: Node can read such files, but not make them.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLzCSrhkPm0hGJp/f
lwzsmUnr45d6blw2X/+K3ib+gNahRANCAAT31Ix2xaebqy32/e6NB6oFOt1z6/UZ
Sm5uTRx4D6f9JPD1FXu0jMfNroMWwtdmlMiW1uN+bs58f9RkTMzNatqL
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBQzCB66ADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBm5vYm9keTAg
Fw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowETEPMA0GA1UEAwwGbm9i
b2R5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE99SMdsWnm6st9v3ujQeqBTrd
c+v1GUpubk0ceA+n/STw9RV7tIzHza6DFsLXZpTIltbjfm7OfH/UZEzMzWrai6My
MDAwDwYDVR0RBAgwBocEfwAAATAdBgNVHQ4EFgQUXq53v4VtdnCQsTVuHW/aiVx/
nsEwCgYIKoZIzj0EAwIDRwAwRAIgaus3ap1fLxDzRKspJkjfx36T5U2uh2tTjfjK
Tj4sqZECIDYt1H9godyNJOgcmlWa369SpFENwlHdi5bbHsSK1AS3
-----END CERTIFICATE-----
`,
};
