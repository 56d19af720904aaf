INSERT INTO kept_answer (key_hash, request_hash, created_nanos, status, location, body) VALUES
  ('cc', 'dd', 1740830400000000000, 201, '/api/v1/runs/1', '{"id":1}');
