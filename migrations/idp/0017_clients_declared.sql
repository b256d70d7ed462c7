-- A node that starts, and each registration, read the clients that somebody declared: few, however many registered themselves.
-- The words are those of `Clients::declared` in idp/store, to the letter.

CREATE INDEX client_declared ON client (id) WHERE registration NOT LIKE '%"origin":{"dynamic"%';
