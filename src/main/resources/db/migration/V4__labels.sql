-- Name, tags and notes of a run once somebody changed them; null until then: those of its spec hold.
ALTER TABLE run ADD COLUMN labels VARCHAR;
ALTER TABLE run ADD COLUMN version BIGINT DEFAULT 1 NOT NULL;
