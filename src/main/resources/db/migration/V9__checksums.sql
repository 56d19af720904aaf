-- A checksum of every row, which the database computes as it is written where it can. Rows from before have none until they
-- are written again.

ALTER TABLE run ADD COLUMN checksum INTEGER;
ALTER TABLE event ADD COLUMN checksum INTEGER;
ALTER TABLE metric_key ADD COLUMN checksum INTEGER;
ALTER TABLE metric_point ADD COLUMN checksum INTEGER;
ALTER TABLE pair ADD COLUMN checksum INTEGER;
ALTER TABLE path ADD COLUMN checksum INTEGER;
ALTER TABLE measured_pairs ADD COLUMN checksum INTEGER;
ALTER TABLE pair_readings ADD COLUMN checksum INTEGER;
ALTER TABLE experiment ADD COLUMN checksum INTEGER;
ALTER TABLE account ADD COLUMN checksum INTEGER;
ALTER TABLE login_session ADD COLUMN checksum INTEGER;
ALTER TABLE api_token ADD COLUMN checksum INTEGER;
ALTER TABLE audit ADD COLUMN checksum INTEGER;
ALTER TABLE kept_answer ADD COLUMN checksum INTEGER;
