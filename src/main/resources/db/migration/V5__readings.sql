-- Every pair that a run measures, and what was measured of them at the steps that keep paths.

CREATE TABLE measured_pairs (
    run_id BIGINT  NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    ends   ${blob} NOT NULL,
    PRIMARY KEY (run_id)
);

CREATE TABLE pair_readings (
    run_id   BIGINT  NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    step     BIGINT  NOT NULL,
    readings ${blob} NOT NULL,
    PRIMARY KEY (run_id, step)
);
