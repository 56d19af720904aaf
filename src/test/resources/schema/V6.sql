INSERT INTO account (name, role, disabled, password, created_nanos) VALUES ('ada', 'admin', FALSE, 'hash', 1740830400000000000);
INSERT INTO api_token (hash, account, name, scope, created_nanos) VALUES ('abc', 'ada', 'nightly', 'read', 1740830400000000000);
INSERT INTO audit (at_nanos, account, address, action, target, status) VALUES
  (1740830400000000000, 'ada', '127.0.0.1', 'createRun', 'runs/1', 201);
UPDATE run SET owner = 'ada' WHERE id = 1;
