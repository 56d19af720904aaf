-- A checksum of every row, which H2 computes as it is written. Rows from before have none until they are written again.

ALTER TABLE run ADD COLUMN checksum INTEGER;
CREATE TRIGGER run_checksum BEFORE INSERT, UPDATE ON run FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE event ADD COLUMN checksum INTEGER;
CREATE TRIGGER event_checksum BEFORE INSERT, UPDATE ON event FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE metric_key ADD COLUMN checksum INTEGER;
CREATE TRIGGER metric_key_checksum BEFORE INSERT, UPDATE ON metric_key FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE metric_point ADD COLUMN checksum INTEGER;
CREATE TRIGGER metric_point_checksum BEFORE INSERT, UPDATE ON metric_point FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE pair ADD COLUMN checksum INTEGER;
CREATE TRIGGER pair_checksum BEFORE INSERT, UPDATE ON pair FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE path ADD COLUMN checksum INTEGER;
CREATE TRIGGER path_checksum BEFORE INSERT, UPDATE ON path FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE measured_pairs ADD COLUMN checksum INTEGER;
CREATE TRIGGER measured_pairs_checksum BEFORE INSERT, UPDATE ON measured_pairs FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE pair_readings ADD COLUMN checksum INTEGER;
CREATE TRIGGER pair_readings_checksum BEFORE INSERT, UPDATE ON pair_readings FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE experiment ADD COLUMN checksum INTEGER;
CREATE TRIGGER experiment_checksum BEFORE INSERT, UPDATE ON experiment FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE account ADD COLUMN checksum INTEGER;
CREATE TRIGGER account_checksum BEFORE INSERT, UPDATE ON account FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE login_session ADD COLUMN checksum INTEGER;
CREATE TRIGGER login_session_checksum BEFORE INSERT, UPDATE ON login_session FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE api_token ADD COLUMN checksum INTEGER;
CREATE TRIGGER api_token_checksum BEFORE INSERT, UPDATE ON api_token FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE audit ADD COLUMN checksum INTEGER;
CREATE TRIGGER audit_checksum BEFORE INSERT, UPDATE ON audit FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

ALTER TABLE kept_answer ADD COLUMN checksum INTEGER;
CREATE TRIGGER kept_answer_checksum BEFORE INSERT, UPDATE ON kept_answer FOR EACH ROW CALL 'io.straightedge.store.ChecksumTrigger';

-- The small tables have theirs from now on: writing a row as it is gives it one.
UPDATE run SET version = version;
UPDATE metric_key SET name = name;
UPDATE experiment SET spec = spec;
UPDATE account SET role = role;
UPDATE api_token SET name = name;
