-- First answers to requests with an idempotency key, for a day; status 0 until there is one.

CREATE TABLE kept_answer (
    key_hash      VARCHAR(64) PRIMARY KEY,
    request_hash  VARCHAR(64) NOT NULL,
    created_nanos BIGINT      NOT NULL,
    status        INTEGER     NOT NULL,
    location      VARCHAR,
    body          VARCHAR     NOT NULL
);

CREATE INDEX kept_answer_by_time ON kept_answer (created_nanos);
