INSERT INTO run (spec, state, message, created_nanos, step, last_seq, queue_place) VALUES
  ('{"name":"second in line","dataset":{"name":"clusters"}}', 'queued', '', 1740830400000000000, 0, 0, 1),
  ('{"name":"first in line","dataset":{"name":"clusters"}}', 'queued', '', 1740830400000000000, 0, 0, 0);
