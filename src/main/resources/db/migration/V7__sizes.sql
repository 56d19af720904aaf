-- How much is stored of each run, counted as it comes: nobody has to read millions of points to know.
ALTER TABLE run ADD COLUMN points BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE run ADD COLUMN blob_bytes BIGINT DEFAULT 0 NOT NULL;

UPDATE run SET
    points = (SELECT COUNT(*) FROM metric_point WHERE metric_point.run_id = run.id),
    blob_bytes = COALESCE((SELECT SUM(OCTET_LENGTH(shape)) FROM path WHERE path.run_id = run.id), 0)
        + COALESCE((SELECT SUM(OCTET_LENGTH(ends)) FROM pair WHERE pair.run_id = run.id), 0)
        + COALESCE((SELECT SUM(OCTET_LENGTH(ends)) FROM measured_pairs WHERE measured_pairs.run_id = run.id), 0)
        + COALESCE((SELECT SUM(OCTET_LENGTH(readings)) FROM pair_readings WHERE pair_readings.run_id = run.id), 0);

-- Has all that is asked for, so that no row is read.
CREATE INDEX run_sizes ON run (owner, points, blob_bytes);
