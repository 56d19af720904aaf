-- A finished run as the first version left it, its setup without an environment.
INSERT INTO run (spec, state, message, created_nanos, started_nanos, ended_nanos, step, last_seq, setup) VALUES
  ('{"name":"old","dataset":{"name":"clusters"},"network":{"hidden":[8]},"training":{"epochs":2}}', 'finished',
   'parameters 0badcafe', 1740830400123456789, 1740830401000000000, 1740830500000000000, 20, 4,
   '{"totalSteps":20,"stepsPerEpoch":10,"layers":[2,8,3],"parameters":51,"data":"clusters","outputNames":["a","b","c"]}');
INSERT INTO event (run_id, seq, type, payload) VALUES
  (1, 1, 'state', '{"at":"2025-03-01T12:00:01Z","state":"running","message":""}'),
  (1, 2, 'points', NULL),
  (1, 3, 'paths', '{"step":20}'),
  (1, 4, 'state', '{"at":"2025-03-01T12:01:40Z","state":"finished","message":"parameters 0badcafe"}');
INSERT INTO metric_key (name) VALUES ('train/loss'), ('path/gap_deviation');
INSERT INTO metric_point (run_id, key_id, step, seq, ordinal, millis, reading) VALUES
  (1, 1, 10, 2, 0, 500, 0.5), (1, 1, 20, 2, 1, 900, 0.25), (1, 2, 20, 2, 2, 900, 'NaN');
INSERT INTO pair (run_id, pair, ends) VALUES (1, 1, X'01780163664a6460b26f60607060606060674a6260da0fe4d80339002c780353');
INSERT INTO path (run_id, step, pair, seq, shape) VALUES
  (1, 20, 1, 3, X'01780163627260610003fb07107aff07281f465f80f20f40e917109a918985c1be8181613f90eb00c4764036008b6509fe');
