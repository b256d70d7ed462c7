-- What clients of Pro Santé Connect's profile are answered otherwise than the files say, switched while the service runs.
-- `who`: a client, or nothing for the realm.
CREATE TABLE rehearsal (
    who TEXT PRIMARY KEY,
    content TEXT NOT NULL -- JSON
);
