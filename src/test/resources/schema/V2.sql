INSERT INTO experiment (spec, created_nanos, stopped) VALUES
  ('{"name":"two widths","base":{"dataset":{"name":"clusters"}},"grid":{"network.hidden":[[8],[16]]},"seeds":[1]}',
   1740830400000000000, FALSE);
INSERT INTO run (spec, state, message, created_nanos, step, last_seq, experiment_id, cell) VALUES
  ('{"name":"cell","dataset":{"name":"clusters"}}', 'stopped', '', 1740830400000000000, 0, 0, 1, 1);
