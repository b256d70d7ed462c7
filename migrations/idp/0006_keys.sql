-- A key that lives in a token (PKCS#11) has its label here, and nothing sealed.
ALTER TABLE signing_key ADD COLUMN token_label TEXT;
