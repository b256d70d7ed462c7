CREATE TABLE thing (
    name TEXT PRIMARY KEY,
    number BIGINT,
    bytes BYTEA,
    note TEXT
);
