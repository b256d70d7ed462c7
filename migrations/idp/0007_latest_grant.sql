-- The grant that a client got last in a session, found without reading the others. Rows of the version before have neither:
-- the person is asked again where they work.
ALTER TABLE granted ADD COLUMN client TEXT;
ALTER TABLE granted ADD COLUMN opened_at BIGINT;
DROP INDEX granted_session;
CREATE INDEX granted_session ON granted (session, client, opened_at);
