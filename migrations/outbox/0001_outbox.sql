-- Letters on their way: queued in the transaction of what they tell. Times are milliseconds since 1970 (UTC).

CREATE TABLE outbox_letter (
    id          TEXT NOT NULL PRIMARY KEY,
    origin      TEXT NOT NULL UNIQUE, -- what is told only once
    topic       TEXT NOT NULL, -- whose courier carries it
    subject     TEXT NOT NULL, -- whom it concerns
    sender      TEXT NOT NULL, -- in whose name; may be empty
    content     TEXT NOT NULL, -- emptied with the receipt
    queued_at   BIGINT NOT NULL,
    next_at     BIGINT NOT NULL, -- the next attempt, or the end of the lease
    attempts    BIGINT NOT NULL,
    holder      TEXT, -- the node that holds the lease
    state       TEXT NOT NULL, -- waiting, delivered, dead, returned, cleared
    said        TEXT, -- the receiver's last word, without any address
    settled_at  BIGINT
);

CREATE INDEX outbox_letter_due ON outbox_letter (topic, state, next_at);
CREATE INDEX outbox_letter_subject ON outbox_letter (topic, subject);
CREATE INDEX outbox_letter_sender ON outbox_letter (topic, sender, state);
