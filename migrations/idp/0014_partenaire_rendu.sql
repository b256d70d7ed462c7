-- When the operator last gave an account back to its owner: sessions that are older are over, and the operator's link alone
-- leads to a passkey. 0: never.
ALTER TABLE partenaire_compte ADD COLUMN rendu_le BIGINT NOT NULL DEFAULT 0;
